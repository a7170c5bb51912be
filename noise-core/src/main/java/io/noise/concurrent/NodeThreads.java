package io.noise.concurrent;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one node: makes, names and, at the end, awaits them.
 */
final class NodeThreads {

	private static final int MIN_SWEEP = 16;

	private static final AtomicInteger NODES = new AtomicInteger();

	private final String prefix = "noise-" + NODES.incrementAndGet() + "-";

	private final AtomicInteger workers = new AtomicInteger();

	private final AtomicInteger loops = new AtomicInteger();

	private final AtomicInteger handshakes = new AtomicInteger();

	private final AtomicInteger lookUps = new AtomicInteger();

	private final Set<Thread> started = ConcurrentHashMap.newKeySet();

	private final AtomicInteger untilSweep = new AtomicInteger(MIN_SWEEP);

	/**
	 * How the names of all of them begin, without the last hyphen.
	 */
	String prefix() {
		return this.prefix.substring(0, this.prefix.length() - 1);
	}

	/**
	 * Starts a thread for one task.
	 * @throws OutOfMemoryError if there can be no more threads
	 */
	void startWorker(Runnable task) {
		worker(task).start();
	}

	/**
	 * Runs hooks and what hangs on futures. A daemon.
	 */
	Thread worker(Runnable task) {
		Thread thread = new Thread(task, this.prefix + "worker-" + this.workers.incrementAndGet());
		thread.setDaemon(true);
		return track(thread);
	}

	/**
	 * Drives connections. A daemon.
	 */
	Thread eventLoop(Runnable task) {
		Thread thread = new EventLoopThread(task, this.prefix + "io-" + this.loops.incrementAndGet());
		thread.setDaemon(true);
		return track(thread);
	}

	/**
	 * Accepts connections. Not a daemon, so that a listening node keeps its JVM alive.
	 */
	Thread acceptor(Runnable task) {
		Thread thread = new EventLoopThread(task, this.prefix + "acceptor");
		thread.setDaemon(false);
		return track(thread);
	}

	/**
	 * Waits for the end of a node that a hook closes. Not a daemon: the process is to
	 * wait as well.
	 */
	Thread closer(Runnable task) {
		Thread thread = new Thread(task, this.prefix + "closer");
		thread.setDaemon(false);
		return track(thread);
	}

	/**
	 * Computes for handshakes. A daemon.
	 */
	Thread handshake(Runnable task) {
		Thread thread = new Thread(task, this.prefix + "handshake-" + this.handshakes.incrementAndGet());
		thread.setDaemon(true);
		return track(thread);
	}

	/**
	 * Looks names up. A daemon.
	 */
	Thread lookUp(Runnable task) {
		Thread thread = new Thread(task, this.prefix + "look-up-" + this.lookUps.incrementAndGet());
		thread.setDaemon(true);
		return track(thread);
	}

	/**
	 * Remembers a thread, and now and then forgets those that have ended: not each time,
	 * lest many threads make each new one costly. One that could not be started counts as
	 * ended.
	 */
	private Thread track(Thread thread) {
		this.started.add(thread);
		if (this.untilSweep.decrementAndGet() <= 0) {
			this.started.removeIf((known) -> known != thread && !known.isAlive());
			this.untilSweep.set(MIN_SWEEP + this.started.size());
		}
		return thread;
	}

	/**
	 * Waits until all threads but the calling one have ended, or the time is over.
	 */
	void join(long timeoutMillis) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
		for (Thread thread : this.started) {
			long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
			if (thread != Thread.currentThread() && left > 0 && !JvmExit.isAwaitedBy(thread)) {
				thread.join(left);
			}
		}
	}

}
