package io.noise.payload;

import org.jspecify.annotations.Nullable;

/**
 * A payload that does not hold what its reader looks for. The message names the field,
 * its offset from the start of the payload and what was expected. Strangers cause it, so
 * it carries no stack trace.
 */
public final class PayloadException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * A payload that is refused.
	 * @param message what was read, where, and what was expected
	 */
	public PayloadException(String message) {
		this(message, null);
	}

	/**
	 * A payload that is refused because of another exception.
	 * @param message what was read, where, and what was expected
	 * @param cause why, null where nothing else is to blame
	 */
	public PayloadException(String message, @Nullable Throwable cause) {
		super(message, cause, false, false);
	}

	static PayloadException cutShort(String what, int offset, long needed, int left) {
		return new PayloadException(
				what + " at offset " + offset + ": " + left + " bytes left (expected: " + needed + ")");
	}

	static PayloadException unexpected(String what, int offset, Object found, String expected) {
		return new PayloadException(what + " at offset " + offset + ": " + found + " (expected: " + expected + ")");
	}

}
