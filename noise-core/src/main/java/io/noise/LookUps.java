package io.noise;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where names are looked up and files read: what blocks, is the library's own, and must
 * not wait for a thread of the user's. There are as many at a time as there are dials.
 */
final class LookUps implements Executor {

	private static final long IDLE_SECONDS = 10;

	private final ThreadPoolExecutor pool;

	LookUps(ThreadFactory threads) {
		this.pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
				new SynchronousQueue<>(), threads);
	}

	/**
	 * Runs a task on a thread of its own.
	 * @throws java.util.concurrent.RejectedExecutionException if the node is closed
	 */
	@Override
	public void execute(Runnable task) {
		this.pool.execute(task);
	}

	void shutDown() {
		this.pool.shutdown();
	}

}
