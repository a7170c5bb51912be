package io.noise;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * How callers wait.
 */
final class Blocking {

	private Blocking() {
	}

	/**
	 * Refuses a call that would stop an event loop.
	 * @param what the call, for the message
	 */
	static void refuseOnEventLoop(String what) {
		if (Thread.currentThread() instanceof EventLoopThread) {
			throw new IllegalStateException(
					what + ": blocks, and was called on an event loop (expected: any other thread, or the Async form)");
		}
	}

	/**
	 * Waits for a result. A failure is thrown as it is, with the stack of the caller that
	 * waited.
	 * @param result what to wait for; left alone by an interrupt
	 * @param what the call, for messages
	 */
	static <T> T await(CompletableFuture<T> result, String what) {
		refuseOnEventLoop(what);
		try {
			return result.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new NoiseException(what + ": interrupted while waiting", ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof NoiseException failure) {
				failure.fillInStackTrace();
				throw failure;
			}
			throw new NoiseException(what + ": failed", ex.getCause());
		}
	}

}
