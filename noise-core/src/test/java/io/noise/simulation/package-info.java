/**
 * Whole nodes on one thread, in virtual time. Read {@link io.noise.simulation.Simulation}
 * first: it decides, by its seed, what happens next.
 */
package io.noise.simulation;
