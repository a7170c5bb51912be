package io.noise.concurrent;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Creates, names and at the end awaits the threads of one node. Safe for use by any
 * thread.
 */
final class NodeThreads {

	private static final int MIN_SWEEP = 16;

	private static final AtomicInteger NODES = new AtomicInteger();

	private final Platform platform;

	private final String prefix = "noise-" + NODES.incrementAndGet() + "-";

	private final AtomicInteger workers = new AtomicInteger();

	private final AtomicInteger loops = new AtomicInteger();

	private final AtomicInteger handshakes = new AtomicInteger();

	private final AtomicInteger lookUps = new AtomicInteger();

	private final Set<Thread> started = ConcurrentHashMap.newKeySet();

	private final AtomicInteger untilSweep = new AtomicInteger(MIN_SWEEP);

	/**
	 * Creates it without threads.
	 */
	NodeThreads(Platform platform) {
		this.platform = platform;
	}

	/**
	 * Returns the common prefix of their names, without the last hyphen.
	 */
	String prefix() {
		return this.prefix.substring(0, this.prefix.length() - 1);
	}

	/**
	 * Starts a thread for one task.
	 * @throws OutOfMemoryError if no thread can be started
	 */
	void startWorker(Runnable task) {
		worker(task).start();
	}

	/**
	 * Creates a thread that runs hooks and functions attached to futures. A daemon.
	 */
	Thread worker(Runnable task) {
		return track(this.platform.thread(this.prefix + "worker-" + this.workers.incrementAndGet(), true, task));
	}

	/**
	 * Creates a thread that drives connections. A daemon.
	 */
	Thread eventLoop(Runnable task) {
		return track(this.platform.eventLoopThread(this.prefix + "io-" + this.loops.incrementAndGet(), true, task));
	}

	/**
	 * Creates the thread that accepts connections. Not a daemon, so that a listening node
	 * keeps its JVM alive.
	 */
	Thread acceptor(Runnable task) {
		return track(this.platform.eventLoopThread(this.prefix + "acceptor", false, task));
	}

	/**
	 * Creates a thread that waits for the end of a node which a hook closes. Not a
	 * daemon, so that the process waits as well.
	 */
	Thread closer(Runnable task) {
		return track(this.platform.thread(this.prefix + "closer", false, task));
	}

	/**
	 * Creates a thread that computes handshakes. A daemon.
	 */
	Thread handshake(Runnable task) {
		return track(this.platform.thread(this.prefix + "handshake-" + this.handshakes.incrementAndGet(), true, task));
	}

	/**
	 * Creates a thread that resolves host names. A daemon.
	 */
	Thread lookUp(Runnable task) {
		return track(this.platform.thread(this.prefix + "look-up-" + this.lookUps.incrementAndGet(), true, task));
	}

	/**
	 * Remembers a thread, and now and then forgets those that have ended: not each time,
	 * so that new threads remain cheap when there are many. A thread that could not be
	 * started counts as ended.
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
	 * Waits until all threads except the calling one have ended, for a limited time.
	 */
	void join(long timeoutMillis) throws InterruptedException {
		long end = this.platform.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
		for (Thread thread : this.started) {
			long left = TimeUnit.NANOSECONDS.toMillis(end - this.platform.nanoTime());
			if (thread != Thread.currentThread() && left > 0 && !JvmExit.isAwaitedBy(thread)) {
				thread.join(left);
			}
		}
	}

}
