package io.noise.payload;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A payload that does not hold what its reader looks for. The message names the field,
 * its offset from the start of the payload and what was expected. Strangers cause it, so
 * it carries no stack trace.
 */
public final class PayloadException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final @Nullable String component;

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
		this(message, cause, null);
	}

	private PayloadException(String message, @Nullable Throwable cause, @Nullable String component) {
		super(message, cause, false, false);
		this.component = component;
	}

	/**
	 * Tells which component of a message was being read, unless that is known: the
	 * innermost counts.
	 * @param name its name, such as {@code Chat.text}
	 * @return this exception, or one like it that has the name, also in its message
	 */
	public PayloadException within(String name) {
		if (this.component != null) {
			return this;
		}
		String message = String.valueOf(getMessage());
		return new PayloadException(message.startsWith(name) ? message : name + ": " + message, getCause(), name);
	}

	/**
	 * The component of a message that was being read.
	 * @return its name, such as {@code Chat.text}; empty if it is not known
	 */
	public Optional<String> component() {
		return Optional.ofNullable(this.component);
	}

	static PayloadException cutShort(String what, int offset, long needed, int left) {
		return new PayloadException(
				what + " at offset " + offset + ": " + left + " bytes left (expected: " + needed + ")");
	}

	static PayloadException unexpected(String what, int offset, Object found, String expected) {
		return new PayloadException(what + " at offset " + offset + ": " + found + " (expected: " + expected + ")");
	}

}
