package io.noise.concurrent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.noise.concurrent.LaneHook.GivenUp;
import org.jspecify.annotations.Nullable;

/**
 * The turn of a lane, from the first time that one of its hooks lends it. As with a
 * monitor in {@code wait()}, one thread at a time has the turn: the hook that runs in the
 * lane, or a task that runs aside while hooks wait. A hook whose wait is over goes on as
 * soon as the turn is free; only if there is none, another task runs aside. The lane goes
 * on to its next hook when all asides have ended. Safe for use by any thread.
 */
final class LaneTurns {

	private final Supplier<@Nullable Runnable> work;

	private final Executor threads;

	private final Object lock = new Object();

	/** Threads whose wait is over, oldest first. Guarded by the lock, as is the rest. */
	private final Queue<Waiter> ready = new ArrayDeque<>();

	/** The thread of the lane, while it waits for the end of all asides. */
	private @Nullable Waiter lane;

	/** Whether a thread has the turn. */
	private boolean taken = true;

	/** The tasks that have begun aside and not ended. */
	private int asides;

	private final List<LaneHook> hooks = new ArrayList<>();

	/**
	 * Creates it, with the turn taken by the calling thread.
	 * @param work returns the next task that may run aside, null if there is none; must
	 * not call back
	 * @param threads runs a thread that is about to run tasks aside
	 */
	LaneTurns(Supplier<@Nullable Runnable> work, Executor threads) {
		this.work = work;
		this.threads = threads;
	}

	/** A thread that waits for the turn. */
	private static final class Waiter {

		private final Thread thread = Thread.currentThread();

		private volatile boolean served;

		void serve() {
			this.served = true;
			LockSupport.unpark(this.thread);
		}

		/** Waits, whatever happens: the turn must not be lost. */
		void await() {
			boolean interrupted = false;
			while (!this.served) {
				LockSupport.park(this);
				interrupted |= Thread.interrupted();
			}
			if (interrupted) {
				this.thread.interrupt();
			}
		}

	}

	/**
	 * Waits on a thread that has the turn, which others may have meanwhile.
	 */
	<V> V lend(Callable<V> wait) throws Exception {
		run(passOn());
		try {
			return wait.call();
		}
		finally {
			takeBack();
		}
	}

	private void takeBack() {
		Waiter waiter = new Waiter();
		synchronized (this.lock) {
			if (!this.taken) {
				this.taken = true;
				return;
			}
			this.ready.add(waiter);
		}
		waiter.await();
	}

	/**
	 * Waits on the thread of the lane, which has the turn, until all asides have ended.
	 */
	void awaitAsides() {
		Waiter waiter = new Waiter();
		synchronized (this.lock) {
			if (this.asides == 0) {
				return;
			}
			this.lane = waiter;
		}
		run(passOn());
		waiter.await();
	}

	/**
	 * Runs tasks aside if the turn is free: there is work now.
	 */
	void workArrived() {
		Runnable task;
		synchronized (this.lock) {
			task = this.taken ? null : take();
		}
		run(task);
	}

	/**
	 * Gives the turn to the next thread that waits for it.
	 * @return the task that has the turn if no thread waits, null if there is none
	 */
	private @Nullable Runnable passOn() {
		synchronized (this.lock) {
			Waiter next = this.ready.poll();
			if (next == null && this.asides == 0) {
				next = this.lane;
				this.lane = null;
			}
			if (next != null) {
				next.serve();
				return null;
			}
			return take();
		}
	}

	private @Nullable Runnable take() {
		Runnable task = this.work.get();
		this.taken = task != null;
		if (task != null) {
			this.asides++;
		}
		return task;
	}

	private void run(@Nullable Runnable task) {
		if (task != null) {
			this.threads.execute(task);
		}
	}

	/**
	 * Notes that the calling thread runs tasks aside, and has the turn.
	 * @param hook the hooks of this thread
	 */
	void begin(LaneHook hook) {
		synchronized (this.lock) {
			this.hooks.add(hook);
		}
	}

	/**
	 * Notes the end of a task that has run aside.
	 * @param hook the hooks of this thread
	 * @return the next task for this thread, null if it no longer has the turn
	 */
	@Nullable Runnable next(LaneHook hook) {
		synchronized (this.lock) {
			this.asides--;
			Runnable next = passOn();
			if (next == null) {
				this.hooks.remove(hook);
			}
			return next;
		}
	}

	/**
	 * Interrupts the hooks that run or wait aside.
	 * @return them
	 */
	List<GivenUp> giveUp() {
		synchronized (this.lock) {
			return this.hooks.stream().map(LaneHook::giveUp).toList();
		}
	}

}
