package io.noise.queue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * How much of a bounded queue is free, in bytes. One message is always admitted to an
 * empty queue, however large it is. Who waits is served in the order of arrival, and
 * nobody else is before that, so that a large message is not overtaken for ever. Room
 * that is given back wakes those for whom there is enough now, and no others.
 */
public final class ByteBudget {

	private final long capacity;

	private final AtomicLong used = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	/** How many wait. Changed with the lock only. */
	private final AtomicInteger waiting = new AtomicInteger();

	/** Who waits longest, and who waits shortest. Guarded by the lock. */
	private @Nullable Waiter first;

	private @Nullable Waiter last;

	private volatile boolean closed;

	public ByteBudget(long capacity) {
		this.capacity = capacity;
	}

	/** A thread that waits. Its neighbours are guarded by the lock. */
	private static final class Waiter {

		private final int bytes;

		private final Thread thread = Thread.currentThread();

		private @Nullable Waiter before;

		private @Nullable Waiter behind;

		/** Whether it has its room. */
		private volatile boolean served;

		Waiter(int bytes) {
			this.bytes = bytes;
		}

	}

	/**
	 * Takes room if there is enough and nobody waits for it.
	 * @return false if there is not
	 */
	public boolean tryTake(int bytes) {
		return this.waiting.get() == 0 && takeFree(bytes);
	}

	private boolean takeFree(int bytes) {
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
	 * Takes room as soon as there is enough and who came before has theirs.
	 * @return false if there was none in time, or the queue is closed
	 */
	public boolean take(int bytes, long timeoutNanos) throws InterruptedException {
		if (tryTake(bytes)) {
			return true;
		}
		long end = System.nanoTime() + timeoutNanos;
		Waiter waiter = enqueue(bytes);
		boolean interrupted = false;
		while (!waiter.served && !this.closed) {
			long left = end - System.nanoTime();
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
		this.lock.lock();
		try {
			waiter.before = this.last;
			if (this.last != null) {
				this.last.behind = waiter;
			}
			else {
				this.first = waiter;
			}
			this.last = waiter;
			this.waiting.incrementAndGet();
			// What was given back before this one was counted has told nobody.
			serve();
			return waiter;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits no more, which may let others go on.
	 * @return false if it has its room
	 */
	private boolean giveUp(Waiter waiter) {
		this.lock.lock();
		try {
			if (waiter.served) {
				return false;
			}
			remove(waiter);
			serve();
			return true;
		}
		finally {
			this.lock.unlock();
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
			waiter.before.behind = waiter.behind;
		}
		else {
			this.first = waiter.behind;
		}
		if (waiter.behind != null) {
			waiter.behind.before = waiter.before;
		}
		else {
			this.last = waiter.before;
		}
		this.waiting.decrementAndGet();
	}

	/**
	 * Gives room back.
	 */
	void giveBack(int bytes) {
		this.used.addAndGet(-bytes);
		if (this.waiting.get() > 0) {
			this.lock.lock();
			try {
				serve();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/**
	 * Lets nobody wait any more.
	 */
	public void close() {
		this.closed = true;
		this.lock.lock();
		try {
			for (Waiter next = this.first; next != null; next = next.behind) {
				LockSupport.unpark(next.thread);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * What is taken.
	 */
	public long used() {
		return this.used.get();
	}

	/**
	 * How many wait for room.
	 */
	public int waiting() {
		return this.waiting.get();
	}

	@Override
	public String toString() {
		return this.used + " of " + this.capacity + " bytes used (waiting: " + this.waiting + ")";
	}

}
