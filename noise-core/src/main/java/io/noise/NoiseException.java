package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * What this library throws. Messages name the thing, the value and what was expected.
 */
public class NoiseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * An exception with a message and its cause.
	 * @param message what happened
	 * @param cause why, null where nothing else is to blame
	 */
	public NoiseException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/**
	 * For what overload or a stranger causes: made without a stack trace.
	 */
	NoiseException(String message, @Nullable Throwable cause, boolean withStackTrace) {
		super(message, cause, true, withStackTrace);
	}

}
