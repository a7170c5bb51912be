package io.noise.benchmarks.child;

/**
 * The counters of a JVM at one moment.
 *
 * @param nanos the time, by the clock of that JVM
 * @param count messages received by a server, operations completed by a client
 * @param cpuNanos the CPU time of the process, its compiler and collector included
 */
public record Sample(long nanos, long count, long cpuNanos) {

	static Sample parse(String text) {
		String[] fields = text.split(" ", -1);
		return new Sample(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
	}

	@Override
	public String toString() {
		return this.nanos + " " + this.count + " " + this.cpuNanos;
	}

}
