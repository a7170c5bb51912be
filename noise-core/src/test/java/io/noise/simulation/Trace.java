package io.noise.simulation;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The events of a simulation, with their times.
 */
final class Trace {

	private final Simulation simulation;

	private final StringBuilder lines = new StringBuilder();

	Trace(Simulation simulation) {
		this.simulation = simulation;
	}

	void add(Object place, String event) {
		double seconds = (double) this.simulation.nanoTime() / TimeUnit.SECONDS.toNanos(1);
		this.lines.append(String.format(Locale.ROOT, "%14.9f %s %s%n", seconds, place, event));
	}

	@Override
	public String toString() {
		return this.lines.toString();
	}

}
