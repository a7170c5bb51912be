package io.noise.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.noise.NoiseException;
import io.noise.concurrent.EventLoopThread;

/**
 * Blocking calls of users.
 */
final class Blocking {

	private Blocking() {
	}

	/**
	 * Waits for a result. A failure is thrown as it is, with the stack of the caller that
	 * waited.
	 * @param result what to wait for; left alone by an interrupt
	 * @param what the call, for messages
	 */
	static <T> T await(CompletableFuture<T> result, String what) {
		EventLoopThread.refuse(what);
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
