package io.noise.benchmarks.row;

import io.noise.benchmarks.child.PairSample;

/**
 * A measurement.
 *
 * @param from the counters before
 * @param to the counters after
 */
record Window(PairSample from, PairSample to) {

	double cpuMicros(double operationsPerSecond) {
		if (!(operationsPerSecond > 0)) {
			throw new IllegalStateException("operations: none while they were measured");
		}
		double seconds = (this.to.client().nanos() - this.from.client().nanos()) / 1e9;
		return this.to.cpuNanos(this.from) / 1e3 / (operationsPerSecond * seconds);
	}

}
