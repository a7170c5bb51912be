package io.noise.concurrent;

import io.netty.util.concurrent.FastThreadLocalThread;

/**
 * A thread that drives connections. No code may block on it.
 */
public final class EventLoopThread extends FastThreadLocalThread {

	public EventLoopThread(Runnable target, String name) {
		super(target, name);
	}

	/**
	 * Refuses a call that would block an event loop.
	 * @param what the call, for the message
	 * @throws IllegalStateException on an event loop
	 */
	public static void refuse(String what) {
		if (Thread.currentThread() instanceof EventLoopThread) {
			throw new IllegalStateException(
					what + ": blocks, and was called on an event loop (expected: any other thread, or the Async form)");
		}
	}

}
