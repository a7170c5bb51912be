package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A frame that cannot be taken for a message. Strangers cause it, so it carries no stack
 * trace.
 */
final class RefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final DisconnectReason reason;

	RefusedException(DisconnectReason reason, String message, @Nullable Throwable cause) {
		super(message, cause, false, false);
		this.reason = reason;
	}

	DisconnectReason reason() {
		return this.reason;
	}

}
