package io.noise.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The executor for the computations of handshakes, which take milliseconds each. It has
 * as many threads as there are processors; they start on demand and end when idle.
 */
public final class HandshakeExecutor implements Executor {

	private static final int MAX_WAITING = 1024;

	private static final long IDLE_SECONDS = 10;

	private final ThreadPoolExecutor pool;

	private final TaskRunner runner;

	HandshakeExecutor(ThreadFactory threads, TaskRunner runner) {
		int processors = Runtime.getRuntime().availableProcessors();
		this.pool = new ThreadPoolExecutor(processors, processors, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(MAX_WAITING), threads);
		this.pool.allowCoreThreadTimeOut(true);
		this.runner = runner;
	}

	/**
	 * Runs a task.
	 * @throws RejectedExecutionException if too many tasks are queued, or the node is
	 * closed
	 */
	@Override
	public void execute(Runnable task) {
		if (this.pool.isShutdown() || this.pool.getQueue().remainingCapacity() == 0) {
			throw new RejectedExecutionException("handshake: too many wait, or the node is closed");
		}
		this.runner.execute(this.pool, task, () -> {
		});
	}

	/**
	 * Whether tasks are queued.
	 */
	public boolean isBehind() {
		return !this.pool.getQueue().isEmpty();
	}

	void shutDown() {
		this.pool.shutdown();
	}

}
