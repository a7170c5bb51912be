package io.noise.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The events of a simulation, with their times.
 */
final class Trace {

	private final Simulation simulation;

	private final List<Event> events = new ArrayList<>();

	Trace(Simulation simulation) {
		this.simulation = simulation;
	}

	/** An event at a place. */
	private record Event(long nanos, Object place, String what) {

		@Override
		public String toString() {
			double seconds = (double) this.nanos / TimeUnit.SECONDS.toNanos(1);
			return String.format(Locale.ROOT, "%14.9f %s %s%n", seconds, this.place, this.what);
		}

	}

	void add(Object place, String event) {
		this.events.add(new Event(this.simulation.nanoTime(), place, event));
	}

	@Override
	public String toString() {
		StringBuilder lines = new StringBuilder();
		this.events.forEach(lines::append);
		return lines.toString();
	}

}
