/**
 * The rows of the table: workloads, and the figures taken of them. Read
 * {@link io.noise.benchmarks.row.Row} first; {@link io.noise.benchmarks.row.RowMain} is
 * the program of both JVMs.
 */
@NullMarked
package io.noise.benchmarks.row;

import org.jspecify.annotations.NullMarked;
