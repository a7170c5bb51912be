package io.noise.concurrent;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.Ticker;

/**
 * The clocks, random numbers and threads of the machine.
 */
final class SystemPlatform implements Platform {

	static final Platform INSTANCE = new SystemPlatform();

	private SystemPlatform() {
	}

	@Override
	public long nanoTime() {
		// That of the event loops, which does not count from where the JVM's does.
		return Ticker.systemTicker().nanoTime();
	}

	@Override
	public Instant now() {
		return Instant.now();
	}

	@Override
	public double random() {
		return ThreadLocalRandom.current().nextDouble();
	}

	@Override
	public long random(long origin, long bound) {
		return ThreadLocalRandom.current().nextLong(origin, bound);
	}

	@Override
	public int processors() {
		return Runtime.getRuntime().availableProcessors();
	}

	@Override
	public Thread thread(String name, boolean daemon, Runnable task) {
		return ready(new Thread(task, name), daemon);
	}

	@Override
	public Thread eventLoopThread(String name, boolean daemon, Runnable task) {
		return ready(new EventLoopThread(task, name), daemon);
	}

	private static Thread ready(Thread thread, boolean daemon) {
		thread.setDaemon(daemon);
		return thread;
	}

	@Override
	public ExecutorService pool(int maxThreads, Duration idle, ThreadFactory threads) {
		if (maxThreads == Integer.MAX_VALUE) {
			return new ThreadPoolExecutor(0, maxThreads, idle.toNanos(), TimeUnit.NANOSECONDS, new SynchronousQueue<>(),
					threads);
		}
		ThreadPoolExecutor pool = new ThreadPoolExecutor(maxThreads, maxThreads, idle.toNanos(), TimeUnit.NANOSECONDS,
				new LinkedBlockingQueue<>(), threads);
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	@Override
	public EventLoopGroup eventLoops(int count, ThreadFactory threads, IoHandlerFactory ioHandlers) {
		return new MultiThreadIoEventLoopGroup(count, threads, ioHandlers);
	}

	@Override
	public Future<?> schedule(Runnable action, long nanos) {
		return CompletableFuture.runAsync(action,
				CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run));
	}

	@Override
	public String toString() {
		return "system";
	}

}
