package io.noise.queue;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The free room of a bounded queue, in bytes. An empty queue always admits one message,
 * however large. Waiting threads are served in the order of their arrival, and no other
 * message is admitted before theirs, so a large message is not overtaken forever. Room
 * that is given back wakes only the threads for which there is now enough. Safe for use
 * by any thread.
 */
public final class ByteBudget {

	private static final AtomicLongFieldUpdater<ByteBudget> USED = AtomicLongFieldUpdater.newUpdater(ByteBudget.class,
			"used");

	private static final AtomicIntegerFieldUpdater<ByteBudget> WAITING = AtomicIntegerFieldUpdater
		.newUpdater(ByteBudget.class, "waiting");

	private final long capacity;

	private final LongSupplier clock;

	private volatile long used;

	private final Object lock = new Object();

	/** The number of waiting threads. Changed under the lock only. */
	private volatile int waiting;

	/** The ends of the list of waiting threads, oldest first. Guarded by the lock. */
	private @Nullable Waiter first;

	private @Nullable Waiter last;

	private volatile boolean closed;

	/**
	 * Creates the room of an empty queue.
	 * @param capacity in bytes
	 * @param clock the time for the time limits
	 */
	public ByteBudget(long capacity, LongSupplier clock) {
		this.capacity = capacity;
		this.clock = clock;
	}

	/** A waiting thread. Its neighbours in the list are guarded by the lock. */
	private static final class Waiter {

		private final int bytes;

		private final Thread thread = Thread.currentThread();

		private @Nullable Waiter before;

		private @Nullable Waiter after;

		/** Whether it has got its room. */
		private volatile boolean served;

		Waiter(int bytes) {
			this.bytes = bytes;
		}

	}

	/**
	 * Takes room if there is enough and no thread waits for some.
	 * @return false if not
	 */
	public boolean tryTake(int bytes) {
		return this.waiting == 0 && takeFree(bytes);
	}

	private boolean takeFree(int bytes) {
		long now = this.used;
		while (now == 0 || now + bytes <= this.capacity) {
			if (USED.compareAndSet(this, now, now + bytes)) {
				return true;
			}
			now = this.used;
		}
		return false;
	}

	/**
	 * Takes room as soon as there is enough and all threads that came earlier have
	 * theirs.
	 * @return false if that did not happen in time, or the queue is closed
	 */
	public boolean take(int bytes, long timeoutNanos) throws InterruptedException {
		if (tryTake(bytes)) {
			return true;
		}
		long end = this.clock.getAsLong() + timeoutNanos;
		Waiter waiter = enqueue(bytes);
		boolean interrupted = false;
		while (!waiter.served && !this.closed) {
			long left = end - this.clock.getAsLong();
			interrupted = Thread.interrupted();
			if (interrupted || left <= 0) {
				break;
			}
			LockSupport.parkNanos(this, left);
		}
		boolean served = waiter.served || !giveUp(waiter);
		if (interrupted) {
			if (served) {
				giveBack(bytes);
			}
			throw new InterruptedException();
		}
		return served;
	}

	private Waiter enqueue(int bytes) {
		Waiter waiter = new Waiter(bytes);
		synchronized (this.lock) {
			waiter.before = this.last;
			if (this.last != null) {
				this.last.after = waiter;
			}
			else {
				this.first = waiter;
			}
			this.last = waiter;
			WAITING.incrementAndGet(this);
			// Room that was given back before this thread was counted has woken none.
			serve();
			return waiter;
		}
	}

	/**
	 * Removes a thread that no longer waits, which may let others proceed.
	 * @return false if it has already got its room
	 */
	private boolean giveUp(Waiter waiter) {
		synchronized (this.lock) {
			if (waiter.served) {
				return false;
			}
			remove(waiter);
			serve();
			return true;
		}
	}

	private void serve() {
		for (Waiter next = this.first; next != null && !this.closed && takeFree(next.bytes); next = this.first) {
			remove(next);
			next.served = true;
			LockSupport.unpark(next.thread);
		}
	}

	private void remove(Waiter waiter) {
		if (waiter.before != null) {
			waiter.before.after = waiter.after;
		}
		else {
			this.first = waiter.after;
		}
		if (waiter.after != null) {
			waiter.after.before = waiter.before;
		}
		else {
			this.last = waiter.before;
		}
		WAITING.decrementAndGet(this);
	}

	/**
	 * Gives room back.
	 */
	void giveBack(int bytes) {
		USED.addAndGet(this, -bytes);
		if (this.waiting > 0) {
			synchronized (this.lock) {
				serve();
			}
		}
	}

	/**
	 * Wakes all waiting threads; from now on, none waits.
	 */
	public void close() {
		this.closed = true;
		synchronized (this.lock) {
			for (Waiter next = this.first; next != null; next = next.after) {
				LockSupport.unpark(next.thread);
			}
		}
	}

	/**
	 * Returns the number of bytes that are taken.
	 */
	public long used() {
		return this.used;
	}

	/**
	 * Returns the number of waiting threads.
	 */
	public int waiting() {
		return this.waiting;
	}

	@Override
	public String toString() {
		return this.used + " of " + this.capacity + " bytes used (waiting: " + this.waiting + ")";
	}

}
