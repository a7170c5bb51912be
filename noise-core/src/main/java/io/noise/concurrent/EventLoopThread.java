package io.noise.concurrent;

import io.netty.util.concurrent.FastThreadLocalThread;

/**
 * A thread that drives connections. No code may block on it.
 */
public final class EventLoopThread extends FastThreadLocalThread {

	/** Present while a thread runs code that might as well be on an event loop. */
	private static final ThreadLocal<Boolean> alike = new ThreadLocal<>();

	public EventLoopThread(Runnable target, String name) {
		super(target, name);
	}

	/**
	 * Runs code on the calling thread that must not block, because it runs on an event
	 * loop at other times.
	 */
	public static void runAsOn(Lane.Hook code) throws Exception {
		if (Thread.currentThread() instanceof EventLoopThread) {
			code.run();
			return;
		}
		alike.set(true);
		try {
			code.run();
		}
		finally {
			alike.remove();
		}
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
		if (alike.get() != null) {
			throw new IllegalStateException(what + ": blocks, and was called in a handler with Dispatch.DIRECT "
					+ "(expected: one with Dispatch.WORKER, or the Async form)");
		}
	}

}
