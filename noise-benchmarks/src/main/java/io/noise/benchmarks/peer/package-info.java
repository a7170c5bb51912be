/**
 * The libraries that are measured, each behind the same small interface. Read
 * {@link io.noise.benchmarks.peer.Contender} first.
 */
@NullMarked
package io.noise.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
