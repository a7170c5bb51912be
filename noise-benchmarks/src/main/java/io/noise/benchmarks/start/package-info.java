/**
 * The application whose start is measured. It runs without noise, too.
 */
@NullMarked
package io.noise.benchmarks.start;

import org.jspecify.annotations.NullMarked;
