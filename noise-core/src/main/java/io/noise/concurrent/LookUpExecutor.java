package io.noise.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where names are looked up and files read: what blocks, is the library's own, and must
 * not wait for a thread of the user's. There are as many at a time as there are dials.
 */
final class LookUpExecutor implements Executor {

	private static final long IDLE_SECONDS = 10;

	private final ThreadPoolExecutor pool;

	private final TaskRunner runner;

	LookUpExecutor(ThreadFactory threads, TaskRunner runner) {
		this.pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
				new SynchronousQueue<>(), threads);
		this.runner = runner;
	}

	/**
	 * Runs a task on a thread of its own.
	 * @throws RejectedExecutionException if the node is closed
	 */
	@Override
	public void execute(Runnable task) {
		if (this.pool.isShutdown()) {
			throw new RejectedExecutionException("look-up: the node is closed");
		}
		this.runner.execute(this.pool, task, () -> {
		});
	}

	void shutDown() {
		this.pool.shutdown();
	}

}
