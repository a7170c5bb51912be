/**
 * Measures noise beside other libraries, by one command:
 * {@link io.noise.benchmarks.Main}. A cell of its table is one row (a workload) of one
 * peer (a library), measured in two new JVMs. Each package uses those before it:
 * {@code peer}, {@code child}, {@code row}, this one.
 */
@NullMarked
package io.noise.benchmarks;

import org.jspecify.annotations.NullMarked;
