package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A message that did not leave: no byte of it was handed to the socket, so it is safe to
 * send it again.
 */
public final class NotSentException extends NoiseException {

	private static final long serialVersionUID = 1L;

	NotSentException(String message, @Nullable Throwable cause) {
		super(message, cause, false);
	}

}
