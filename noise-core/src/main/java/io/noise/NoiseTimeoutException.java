package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A time limit that expired before the awaited result was available.
 */
public final class NoiseTimeoutException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception with a stack trace.
	 * @param message the awaited result and the time limit
	 */
	public NoiseTimeoutException(String message) {
		super(message, null);
	}

	/**
	 * Creates an exception without a stack trace, for results that a remote node
	 * withholds.
	 * @param message the awaited result and the time limit
	 * @param cause the cause, null if there is none
	 */
	public NoiseTimeoutException(String message, @Nullable Throwable cause) {
		super(message, cause, null);
	}

}
