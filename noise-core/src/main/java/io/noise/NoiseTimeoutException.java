package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * The end of a time limit, before the awaited thing came.
 */
public final class NoiseTimeoutException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * Makes an exception with a stack trace.
	 * @param message for what, and how long, was waited
	 */
	public NoiseTimeoutException(String message) {
		super(message, null);
	}

	/**
	 * Makes an exception without a stack trace, for what a peer withholds.
	 * @param message for what, and how long, was waited
	 * @param cause why, null where nothing else is to blame
	 */
	public NoiseTimeoutException(String message, @Nullable Throwable cause) {
		super(message, cause, null);
	}

}
