package io.noise.concurrent;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Runs what users hang on the futures of one node, never on the thread that completes
 * them. A function that hangs on a future is a task of the executor, so that it holds up
 * nothing but itself. Combined futures ({@code allOf}, {@code anyOf}) may have a thread
 * that waits for them as well as users' code: they are completed on the executor too, but
 * on a thread of the node's own where the executor has none free.
 */
public final class Dependents implements Executor {

	/** How the node does what it must for this. */
	interface Threads {

		/** Runs a task on the executor. */
		void execute(Runnable task);

		/**
		 * Runs a task on a thread made for it.
		 */
		void makeThread(Runnable task);

		/**
		 * Runs a task that does not block, later.
		 * @return false if that is not possible any more
		 */
		boolean later(Runnable task, long nanos);

	}

	private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private final Threads threads;

	private final Queue<NodeFuture<?>> combined = new ConcurrentLinkedQueue<>();

	/** A task of the executor that has not begun. */
	private final AtomicReference<@Nullable Drain> waiting = new AtomicReference<>();

	private final AtomicBoolean watched = new AtomicBoolean();

	Dependents(Threads threads) {
		this.threads = threads;
	}

	/** One task of the executor that completes what depends on futures. */
	private final class Drain implements Runnable {

		@Override
		public void run() {
			Dependents.this.waiting.compareAndSet(this, null);
			drain();
		}

	}

	/** Runs what hangs on one future. */
	@Override
	public void execute(Runnable task) {
		this.threads.execute(task);
	}

	/**
	 * A copy of a future to hand to users; completing it changes nothing.
	 */
	public <T> CompletableFuture<T> handOut(CompletableFuture<T> result) {
		return handOut(result, () -> {
		});
	}

	/**
	 * A copy of a future to hand to users, who may attach anything to it.
	 * @param result completed by any thread
	 * @param taken run when a user completes the copy before that, by cancelling it or in
	 * any other way
	 */
	public <T> CompletableFuture<T> handOut(CompletableFuture<T> result, Runnable taken) {
		NodeFuture<T> copy = new NodeFuture<>(this) {

			@Override
			protected void taken() {
				taken.run();
			}

		};
		result.whenComplete((value, failure) -> copy.end(NodeFuture.Outcome.of(value, failure)));
		return copy;
	}

	/**
	 * Completes what depends on a future that is complete.
	 */
	void complete(NodeFuture<?> future) {
		this.combined.add(future);
		drainSoon();
		watch();
	}

	private void drainSoon() {
		Drain drain = new Drain();
		if (this.waiting.compareAndSet(null, drain)) {
			this.threads.execute(drain);
		}
	}

	private void drain() {
		for (NodeFuture<?> next = this.combined.poll(); next != null; next = this.combined.poll()) {
			next.completeDependents();
		}
	}

	// --- where the executor has no thread, or what it runs blocks

	/** Looks again after a while. */
	private void watch() {
		if (this.combined.isEmpty() || !this.watched.compareAndSet(false, true)) {
			return;
		}
		Drain drain = this.waiting.get();
		if (!this.threads.later(() -> look(drain), PATIENCE_NANOS)) {
			this.watched.set(false);
			this.threads.makeThread(this::drain);
		}
	}

	private void look(@Nullable Drain seen) {
		this.watched.set(false);
		if (this.combined.isEmpty()) {
			return;
		}
		watch();
		if (seen != null && this.waiting.get() == seen) {
			this.threads.makeThread(this::drain);
		}
		else {
			drainSoon();
		}
	}

}
