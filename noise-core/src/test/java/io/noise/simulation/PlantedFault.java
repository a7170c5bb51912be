package io.noise.simulation;

import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * Something that a test breaks on purpose, below or around the nodes, to see that it is
 * found. It has a seed of its own, so that it happens again.
 */
final class PlantedFault {

	/** The kinds of fault. */
	enum Kind {

		/** Threads forget a task: what waits for it is not woken. */
		LOST_WAKE_UP(200),

		/** The network delivers something late, in place of what was sent after it. */
		MESSAGE_OUT_OF_ORDER(6),

		/** A node has a hook twice. */
		HOOK_TWICE(4),

		/** An event loop forgets a task: what it was to do is never done. */
		LOST_EVENT(2_000),

		/** A timer of an event loop does nothing. */
		LOST_TIMER(20);

		/** On average, it happens once in so many times. */
		private final int oneIn;

		Kind(int oneIn) {
			this.oneIn = oneIn;
		}

	}

	private final @Nullable Kind kind;

	private final Random random;

	/** Carried in place of the next one. */
	private @Nullable Swapped swapped;

	PlantedFault(@Nullable Kind kind, long seed) {
		this.kind = kind;
		this.random = new Random(~seed);
	}

	static PlantedFault none() {
		return new PlantedFault(null, 0);
	}

	private boolean happens(Kind which) {
		return this.kind == which && this.random.nextInt(which.oneIn) == 0;
	}

	boolean losesTask() {
		return happens(Kind.LOST_WAKE_UP);
	}

	boolean losesEvent() {
		return happens(Kind.LOST_EVENT);
	}

	boolean losesTimer() {
		return happens(Kind.LOST_TIMER);
	}

	boolean repeatsHook() {
		return happens(Kind.HOOK_TWICE);
	}

	/**
	 * Returns an arrival as the network carries it: now and then two that follow each
	 * other on one way change places.
	 */
	Runnable inOrder(Object way, Runnable arrival) {
		Swapped first = this.swapped;
		if (first != null && !first.arrived) {
			if (first.way != way) {
				return arrival;
			}
			Runnable earlier = first.arrival;
			first.arrival = arrival;
			this.swapped = null;
			return earlier;
		}
		if (happens(Kind.MESSAGE_OUT_OF_ORDER)) {
			this.swapped = new Swapped(way, arrival);
			return this.swapped;
		}
		return arrival;
	}

	/** An arrival that another one may replace. */
	private static final class Swapped implements Runnable {

		private final Object way;

		private Runnable arrival;

		private boolean arrived;

		Swapped(Object way, Runnable arrival) {
			this.way = way;
			this.arrival = arrival;
		}

		@Override
		public void run() {
			this.arrived = true;
			this.arrival.run();
		}

	}

}
