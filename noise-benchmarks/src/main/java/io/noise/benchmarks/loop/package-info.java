/**
 * Inner loops, measured by JMH: {@code java -jar benchmarks.jar jmh}. The one that seals
 * records is in the package of the classes that it calls. They use classes that the core
 * keeps to itself, and change with them.
 */
@NullMarked
package io.noise.benchmarks.loop;

import org.jspecify.annotations.NullMarked;
