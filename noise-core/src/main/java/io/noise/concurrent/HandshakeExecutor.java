package io.noise.concurrent;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The executor for the computations of handshakes, which take milliseconds each. It has
 * as many threads as there are processors; they start on demand and end when idle.
 */
public final class HandshakeExecutor implements Executor {

	private static final int MAX_WAITING = 1024;

	private static final Duration IDLE = Duration.ofSeconds(10);

	private final int processors;

	private final ExecutorService pool;

	private final TaskRunner runner;

	/** The tasks that run or are queued. */
	private final AtomicInteger tasks = new AtomicInteger();

	HandshakeExecutor(Platform platform, ThreadFactory threads, TaskRunner runner) {
		this.processors = platform.processors();
		this.pool = platform.pool(this.processors, IDLE, threads);
		this.runner = runner;
	}

	/**
	 * Runs a task.
	 * @throws RejectedExecutionException if too many tasks are queued, or the node is
	 * closed
	 */
	@Override
	public void execute(Runnable task) {
		if (this.pool.isShutdown() || waiting() >= MAX_WAITING) {
			throw new RejectedExecutionException("handshake: too many wait, or the node is closed");
		}
		this.tasks.incrementAndGet();
		this.runner.execute(this.pool, () -> {
			try {
				task.run();
			}
			finally {
				this.tasks.decrementAndGet();
			}
		}, () -> {
		});
	}

	private int waiting() {
		return this.tasks.get() - this.processors;
	}

	/**
	 * Whether tasks are queued.
	 */
	public boolean isBehind() {
		return waiting() > 0;
	}

	void shutDown() {
		this.pool.shutdown();
	}

}
