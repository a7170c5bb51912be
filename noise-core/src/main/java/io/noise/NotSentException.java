package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A message that did not leave: no byte of it was handed to the socket, so it is safe to
 * send it again.
 */
public final class NotSentException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * An exception that is made without a stack trace.
	 * @param message what was not sent, and why
	 * @param cause why, null where nothing else is to blame
	 */
	public NotSentException(String message, @Nullable Throwable cause) {
		this(message, cause, null);
	}

	/**
	 * Made because a peer is gone.
	 */
	NotSentException(String message, @Nullable Throwable cause, @Nullable String endOf) {
		super(message, cause, false, endOf);
	}

}
