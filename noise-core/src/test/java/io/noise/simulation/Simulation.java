package io.noise.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs everything that is to be done in a network of nodes on the calling thread, one
 * task after the other. The seed chooses, among what could run at a moment, what runs;
 * time passes with each task, and jumps where nothing can run. So the same seed leads to
 * the same events at the same times.
 */
final class Simulation {

	private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

	private static final int MAX_TASK_NANOS = 20_000;

	/** Something that has tasks: an event loop, or the threads of a pool. */
	interface Source {

		/** Whether a task can run now. */
		boolean isReady();

		/** Returns the time at which a task can run; {@link Long#MAX_VALUE} for never. */
		long nextNanos();

		/** Runs one task. */
		void runOne();

		/** Whether there will never be a task again. */
		boolean isOver();

	}

	private final Random random;

	private final List<Source> sources = new ArrayList<>();

	private final List<Source> ready = new ArrayList<>();

	private final PriorityQueue<Later> later = new PriorityQueue<>();

	private long nowNanos = TimeUnit.SECONDS.toNanos(1);

	private long laterNumber;

	private PlantedFault fault = PlantedFault.none();

	/** Whether tasks of event loops run at once, while something waits for them. */
	private boolean inline;

	Simulation(long seed) {
		this.random = new Random(seed);
	}

	/** An action at a time. */
	private record Later(long atNanos, long number, Runnable action) implements Comparable<Later> {

		@Override
		public int compareTo(Later other) {
			int byTime = Long.compare(this.atNanos, other.atNanos);
			return (byTime != 0) ? byTime : Long.compare(this.number, other.number);
		}

	}

	Random random() {
		return this.random;
	}

	/** Breaks something on purpose, from now on. */
	void plant(PlantedFault planted) {
		this.fault = planted;
	}

	PlantedFault fault() {
		return this.fault;
	}

	long nanoTime() {
		return this.nowNanos;
	}

	Instant now() {
		return BEGIN.plusNanos(this.nowNanos);
	}

	void add(Source source) {
		this.sources.add(source);
	}

	/** Runs an action after a time. */
	void later(Duration pause, Runnable action) {
		this.later.add(new Later(this.nowNanos + pause.toNanos(), this.laterNumber++, action));
	}

	boolean isInline() {
		return this.inline;
	}

	/**
	 * Runs code that waits for tasks which it gives to an idle event loop.
	 */
	void inline(Runnable code) {
		this.inline = true;
		try {
			code.run();
		}
		finally {
			this.inline = false;
		}
	}

	/**
	 * Runs until a time has passed.
	 */
	void run(Duration time) {
		long end = this.nowNanos + time.toNanos();
		runUntil(() -> this.nowNanos >= end, end);
	}

	/**
	 * Runs until something is true.
	 * @return false if it is not within a time
	 */
	boolean runUntil(BooleanSupplier goal, Duration atMost) {
		return runUntil(goal, this.nowNanos + atMost.toNanos());
	}

	private boolean runUntil(BooleanSupplier goal, long end) {
		while (!goal.getAsBoolean()) {
			if (this.nowNanos >= end) {
				return goal.getAsBoolean();
			}
			if (!step()) {
				jump(end);
			}
		}
		return true;
	}

	private void jump(long end) {
		long next = this.later.isEmpty() ? Long.MAX_VALUE : this.later.peek().atNanos();
		for (Source source : this.sources) {
			next = Math.min(next, source.nextNanos());
		}
		this.nowNanos = Math.max(this.nowNanos, Math.min(next, end));
	}

	/** Returns false if nothing could run. */
	private boolean step() {
		Later due = this.later.peek();
		if (due != null && due.atNanos() <= this.nowNanos) {
			this.later.remove();
			due.action().run();
			return true;
		}
		this.ready.clear();
		for (Source source : this.sources) {
			if (source.isReady()) {
				this.ready.add(source);
			}
		}
		if (this.ready.isEmpty()) {
			return false;
		}
		Source next = this.ready.get((this.ready.size() == 1) ? 0 : this.random.nextInt(this.ready.size()));
		next.runOne();
		this.nowNanos += 1 + this.random.nextInt(MAX_TASK_NANOS);
		if (next.isOver()) {
			this.sources.remove(next);
		}
		return true;
	}

	@Override
	public String toString() {
		return "Simulation[" + Duration.ofNanos(this.nowNanos) + "]";
	}

}
