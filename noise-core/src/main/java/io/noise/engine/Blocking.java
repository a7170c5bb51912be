package io.noise.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.noise.NoiseException;
import io.noise.concurrent.EventLoopThread;

/**
 * Waits on behalf of blocking calls of users.
 */
final class Blocking {

	private Blocking() {
	}

	/**
	 * Waits for a result. A {@link NoiseException} is thrown as it is, with the stack of
	 * the caller.
	 * @param result the result; an interrupt leaves it alone
	 * @param what the call, for messages
	 * @throws NoiseException if the result is a failure, or the caller is interrupted
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
