package io.noise.concurrent;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The hook that runs on one thread of a lane at this moment, if there is one: it can be
 * named, awaited and interrupted. Safe for use by any thread.
 */
final class LaneHook {

	private final Lane lane;

	private final Object lock = new Object();

	/** The running hook and its thread, null if none runs. Guarded by the lock. */
	private @Nullable Object name;

	private @Nullable Thread thread;

	/** The number of hooks that have begun. Guarded by the lock. */
	private int calls;

	/** Present while a caller waits for the end of the running hook. */
	private @Nullable CompletableFuture<Void> returned;

	/** Whether the running hook closes the node, so that it is not interrupted. */
	private boolean closesNode;

	/** Set when no caller waits for hooks any more: they still run, but may not block. */
	private volatile boolean givenUp;

	LaneHook(Lane lane) {
		this.lane = lane;
	}

	Lane lane() {
		return this.lane;
	}

	void enter(Object hook) {
		synchronized (this.lock) {
			this.thread = Thread.currentThread();
			this.name = hook;
			this.calls++;
			if (this.givenUp) {
				Thread.currentThread().interrupt();
			}
		}
	}

	void leave() {
		CompletableFuture<Void> awaited;
		synchronized (this.lock) {
			this.thread = null;
			this.name = null;
			this.closesNode = false;
			awaited = this.returned;
			this.returned = null;
			// An interrupt was meant for the hook that just ended, not for the next one.
			Thread.interrupted();
		}
		if (awaited != null) {
			awaited.complete(null);
		}
	}

	/**
	 * Returns the running hook, an object whose {@code toString()} is its name; null if
	 * none runs.
	 */
	@Nullable Object name() {
		synchronized (this.lock) {
			return this.name;
		}
	}

	/**
	 * Returns the number of hooks that have begun, which identifies the running one.
	 */
	int calls() {
		synchronized (this.lock) {
			return this.calls;
		}
	}

	/**
	 * Returns a future that completes when the running hook returns.
	 */
	CompletableFuture<Void> returns() {
		synchronized (this.lock) {
			CompletableFuture<Void> present = this.returned;
			if (present == null) {
				present = new CompletableFuture<>();
				this.returned = present;
			}
			return present;
		}
	}

	/**
	 * Exempts the running hook from interrupts, because it closes the node.
	 */
	void closesNode() {
		synchronized (this.lock) {
			this.closesNode = true;
		}
	}

	/**
	 * Whether the running hook waits for the end of the process, so that it never
	 * returns.
	 */
	boolean neverReturns() {
		Thread running;
		synchronized (this.lock) {
			running = this.thread;
		}
		return running != null && JvmExit.isAwaitedBy(running);
	}

	boolean isGivenUp() {
		return this.givenUp;
	}

	/**
	 * Interrupts the running hook and those that run after it.
	 * @return the interrupted hook
	 */
	GivenUp giveUp() {
		synchronized (this.lock) {
			this.givenUp = true;
			if (this.thread != null && !this.closesNode && !JvmExit.isAwaitedBy(this.thread)) {
				this.thread.interrupt();
			}
			return new GivenUp(this.name, this.closesNode);
		}
	}

	/**
	 * A hook that was given up.
	 *
	 * @param name the hook, null if none was running
	 * @param spared whether it was not interrupted, because it closes the node
	 */
	record GivenUp(@Nullable Object name, boolean spared) {
	}

}
