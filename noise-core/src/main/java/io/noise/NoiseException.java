package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * What this library throws. Messages name the thing, the value and what was expected.
 */
public class NoiseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final @Nullable String endOf;

	/**
	 * An exception with a message and its cause.
	 * @param message what happened
	 * @param cause why, null where nothing else is to blame
	 */
	public NoiseException(String message, @Nullable Throwable cause) {
		super(message, cause);
		this.endOf = null;
	}

	/**
	 * For what overload or a stranger causes: made without a stack trace.
	 * @param endOf whose end this tells of, as {@link Connection#words()} calls it; null
	 * where it tells of something else
	 */
	NoiseException(String message, @Nullable Throwable cause, boolean withStackTrace, @Nullable String endOf) {
		super(message, cause, true, withStackTrace);
		this.endOf = endOf;
	}

	/**
	 * Whether this happened because a certain peer is gone.
	 */
	boolean tellsEndOf(String peer) {
		return peer.equals(this.endOf);
	}

}
