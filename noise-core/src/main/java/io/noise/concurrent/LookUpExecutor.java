package io.noise.concurrent;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

/**
 * The executor that resolves host names and reads files: code of the library that blocks,
 * and must not have to wait for the user's executor. It has a thread per task, so at most
 * as many as there are dials.
 */
final class LookUpExecutor implements Executor {

	private static final Duration IDLE = Duration.ofSeconds(10);

	private final ExecutorService pool;

	private final TaskRunner runner;

	LookUpExecutor(Platform platform, ThreadFactory threads, TaskRunner runner) {
		this.pool = platform.pool(Integer.MAX_VALUE, IDLE, threads);
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
