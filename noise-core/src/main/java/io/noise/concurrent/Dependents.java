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
 * Runs the functions that users attach to the futures of one node, never on the thread
 * that completes them. Each function is a task of the executor, so that it delays only
 * itself. Combined futures ({@code allOf}, {@code anyOf}) may have functions attached as
 * well as threads that wait for them. They are completed on the executor too, or on a
 * thread made for that if the executor has none free.
 */
public final class Dependents implements Executor {

	/** The threads of the node, as far as futures need them. */
	interface Threads {

		/** Runs a task on the executor. */
		void execute(Runnable task);

		/**
		 * Runs a task on a thread made for it.
		 */
		void makeThread(Runnable task);

		/**
		 * Runs a task later that does not block.
		 * @return false if that is no longer possible
		 */
		boolean later(Runnable task, long nanos);

	}

	private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private final Threads threads;

	private final Queue<NodeFuture<?>> combined = new ConcurrentLinkedQueue<>();

	/** A task of the executor that has not begun, null if there is none. */
	private final AtomicReference<@Nullable Drain> waiting = new AtomicReference<>();

	private final AtomicBoolean watched = new AtomicBoolean();

	Dependents(Threads threads) {
		this.threads = threads;
	}

	/** A task of the executor that completes combined futures. */
	private final class Drain implements Runnable {

		@Override
		public void run() {
			Dependents.this.waiting.compareAndSet(this, null);
			drain();
		}

	}

	/** Runs a function that is attached to a future. */
	@Override
	public void execute(Runnable task) {
		this.threads.execute(task);
	}

	/**
	 * Returns a copy of a future for users; completing the copy changes nothing else.
	 */
	public <T> CompletableFuture<T> handOut(CompletableFuture<T> result) {
		return handOut(result, () -> {
		});
	}

	/**
	 * Returns a copy of a future for users, who may attach functions to it.
	 * @param result the future, which any thread completes
	 * @param taken called if a user completes the copy first, by cancelling it or in any
	 * other way
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
	 * Completes the combined futures that depend on a completed future.
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

	// --- if the executor has no free thread, or its tasks block

	/** Checks again after a while whether combined futures are still to be completed. */
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
