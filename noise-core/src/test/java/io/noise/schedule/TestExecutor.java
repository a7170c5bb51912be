package io.noise.schedule;

import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The kinds of executors that users give to a node.
 */
enum TestExecutor {

	/** As many threads as there is work. */
	POOL,

	/** Two threads, and a queue. */
	BOUNDED,

	/** Has no thread to give, again and again. */
	POOR,

	/** Takes some tasks, and rejects others. */
	REJECTING;

	private static final double FAILURES = 0.1;

	/**
	 * Makes one. The first task is taken, with which a node tries it out.
	 */
	Executor over(ExecutorService pool, Random random) {
		AtomicBoolean triedOut = new AtomicBoolean();
		return (task) -> {
			if (triedOut.compareAndSet(false, true)) {
				pool.execute(task);
				return;
			}
			if (this == POOR && chance(random)) {
				throw new OutOfMemoryError("unable to create native thread (a test says so)");
			}
			if (this == REJECTING && chance(random)) {
				throw new RejectedExecutionException("full (a test says so)");
			}
			pool.execute(task);
		};
	}

	private static boolean chance(Random random) {
		return random.nextDouble() < FAILURES;
	}

	ExecutorService pool() {
		return (this == BOUNDED) ? Executors.newFixedThreadPool(2) : Executors.newCachedThreadPool();
	}

	/** Whether peers may be disconnected because of it. */
	boolean disconnects() {
		return this == REJECTING;
	}

}
