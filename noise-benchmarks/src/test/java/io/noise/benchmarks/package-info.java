/**
 * Tests of the harness. None looks at speed.
 */
@NullMarked
package io.noise.benchmarks;

import org.jspecify.annotations.NullMarked;
