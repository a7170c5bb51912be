package io.noise;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How much of a bounded queue is free, in bytes. One message is always admitted to an
 * empty queue, however large it is.
 */
final class Room {

	private final long capacity;

	private final AtomicLong used = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition freed = this.lock.newCondition();

	private final AtomicInteger waiting = new AtomicInteger();

	private volatile boolean closed;

	Room(long capacity) {
		this.capacity = capacity;
	}

	/**
	 * Takes room if there is enough.
	 * @return false if there is not
	 */
	boolean tryTake(int bytes) {
		long now = this.used.get();
		while (now == 0 || now + bytes <= this.capacity) {
			if (this.used.compareAndSet(now, now + bytes)) {
				return true;
			}
			now = this.used.get();
		}
		return false;
	}

	/**
	 * Takes room as soon as there is enough.
	 * @return false if there was none in time, or the queue is closed
	 */
	boolean take(int bytes, long timeoutNanos) throws InterruptedException {
		if (tryTake(bytes)) {
			return true;
		}
		long left = timeoutNanos;
		this.lock.lock();
		try {
			this.waiting.incrementAndGet();
			while (!this.closed) {
				if (tryTake(bytes)) {
					return true;
				}
				if (left <= 0) {
					return false;
				}
				left = this.freed.awaitNanos(left);
			}
			return false;
		}
		finally {
			this.waiting.decrementAndGet();
			this.lock.unlock();
		}
	}

	/**
	 * Gives room back.
	 */
	void giveBack(int bytes) {
		this.used.addAndGet(-bytes);
		if (this.waiting.get() > 0) {
			wake();
		}
	}

	/**
	 * Lets nobody wait any more.
	 */
	void close() {
		this.closed = true;
		wake();
	}

	private void wake() {
		this.lock.lock();
		try {
			this.freed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * What is taken.
	 */
	long used() {
		return this.used.get();
	}

	@Override
	public String toString() {
		return this.used + " of " + this.capacity + " bytes used (waiting: " + this.waiting + ")";
	}

}
