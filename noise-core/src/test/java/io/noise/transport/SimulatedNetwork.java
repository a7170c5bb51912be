package io.noise.transport;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A network in memory with delays, cuts and silence. What is carried in one direction of
 * a connection arrives in order.
 */
public final class SimulatedNetwork {

	/** Runs what arrives at a later time. */
	public interface Timer {

		long nanoTime();

		/**
		 * Runs what arrives.
		 * @param way the direction of a connection from which it comes
		 */
		void later(Object way, Duration pause, Runnable arrival);

	}

	private final Random random;

	private final Timer timer;

	private final Duration longestDelay;

	private final Transport transport = new InMemoryTransport(this::links);

	private final List<Line> lines = new ArrayList<>();

	public SimulatedNetwork(Random random, Timer timer, Duration longestDelay) {
		this.random = random;
		this.timer = timer;
		this.longestDelay = longestDelay;
	}

	public Transport transport() {
		return this.transport;
	}

	/** Returns the lines of the connections that were ever begun, the oldest first. */
	public List<Line> lines() {
		return this.lines;
	}

	private MemoryNetwork.Links links(SocketAddress from, SocketAddress to, Runnable breakOff) {
		Line line = new Line(from + "-" + to, breakOff);
		this.lines.add(line);
		return new MemoryNetwork.Links(line.new Way(), line.new Way());
	}

	/** The line of one connection. */
	public final class Line {

		private final String name;

		private final Runnable breakOff;

		private boolean silent;

		private Line(String name, Runnable breakOff) {
			this.name = name;
			this.breakOff = breakOff;
		}

		/** Resets both ends; what is under way is lost. */
		public void cut() {
			this.silent = true;
			this.breakOff.run();
		}

		/** Resets both ends if nothing is carried any more. */
		public void end() {
			if (this.silent) {
				this.breakOff.run();
			}
		}

		/** Carries nothing from now on, and tells nobody. */
		public void silence() {
			this.silent = true;
		}

		@Override
		public String toString() {
			return this.name;
		}

		/** One of its directions. */
		private final class Way implements MemoryLink {

			private long lastNanos;

			@Override
			public void carry(Runnable arrival) {
				SimulatedNetwork network = SimulatedNetwork.this;
				long now = network.timer.nanoTime();
				long delay = (long) (network.random.nextDouble() * network.longestDelay.toNanos());
				this.lastNanos = Math.max(this.lastNanos, now + delay);
				network.timer.later(this, Duration.ofNanos(this.lastNanos - now), () -> {
					if (!Line.this.silent) {
						arrival.run();
					}
				});
			}

		}

	}

}
