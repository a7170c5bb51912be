/**
 * The two JVMs of a cell. {@link io.noise.benchmarks.child.Pair} starts them and talks to
 * them: they get commands, one a line, and answer by lines that begin with {@code @}.
 */
@NullMarked
package io.noise.benchmarks.child;

import org.jspecify.annotations.NullMarked;
