package io.noise.benchmarks.child;

/**
 * The counters of both JVMs at one moment.
 *
 * @param server of the server
 * @param client of the client
 */
public record PairSample(Sample server, Sample client) {

	/**
	 * Returns the messages that the server receives per second.
	 * @param earlier the counters at the start
	 * @return the rate
	 */
	public double receivedPerSecond(PairSample earlier) {
		return rate(earlier.server, this.server);
	}

	/**
	 * Returns the operations that the client completes per second.
	 * @param earlier the counters at the start
	 * @return the rate
	 */
	public double completedPerSecond(PairSample earlier) {
		return rate(earlier.client, this.client);
	}

	private static double rate(Sample from, Sample to) {
		return (to.count() - from.count()) * 1e9 / (to.nanos() - from.nanos());
	}

	/**
	 * Returns the CPU time of both processes.
	 * @param earlier the counters at the start
	 * @return nanoseconds
	 */
	public long cpuNanos(PairSample earlier) {
		return this.server.cpuNanos() - earlier.server.cpuNanos() + this.client.cpuNanos() - earlier.client.cpuNanos();
	}

}
