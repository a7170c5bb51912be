package io.noise.concurrent;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;

/**
 * The time, chance and threads of a node. Everything of the library that depends on one
 * of them asks here, so that a test can run whole nodes in virtual time on one thread.
 * Keys and nonces do not come from here, but from {@code SecureRandom} alone.
 */
public interface Platform {

	/**
	 * Returns the platform of this machine.
	 */
	static Platform system() {
		return SystemPlatform.INSTANCE;
	}

	/**
	 * Returns the time for time limits, in nanoseconds. It is that of the tickers of the
	 * event loops, so that the times of both can be compared.
	 */
	long nanoTime();

	/**
	 * Returns the time of day.
	 */
	Instant now();

	/**
	 * Returns a random number from 0 to 1, without 1, for jitter.
	 */
	double random();

	/**
	 * Returns a random number for ids that need not be secret.
	 * @param origin the least number
	 * @param bound the least number above the range
	 */
	long random(long origin, long bound);

	/**
	 * Returns the number of processors, by which pools and event loops are sized.
	 */
	int processors();

	/**
	 * Creates a thread that is not started.
	 */
	Thread thread(String name, boolean daemon, Runnable task);

	/**
	 * Creates a thread for an event loop. It is not started.
	 */
	Thread eventLoopThread(String name, boolean daemon, Runnable task);

	/**
	 * Creates a pool whose threads start on demand, and end when they are idle. Tasks
	 * wait while all threads are busy.
	 * @param maxThreads the most threads
	 * @param idle the time after which an idle thread ends
	 * @param threads creates its threads
	 */
	ExecutorService pool(int maxThreads, Duration idle, ThreadFactory threads);

	/**
	 * Creates event loops. Each starts with its first task.
	 * @param threads creates their threads
	 * @param ioHandlers the selectors of the transport
	 * @throws IllegalStateException if there are not enough files
	 */
	EventLoopGroup eventLoops(int count, ThreadFactory threads, IoHandlerFactory ioHandlers);

	/**
	 * Runs a short action later, where there is no event loop that could do so.
	 * @return a future that cancels it
	 * @throws RejectedExecutionException if the process is about to end
	 */
	Future<?> schedule(Runnable action, long nanos);

}
