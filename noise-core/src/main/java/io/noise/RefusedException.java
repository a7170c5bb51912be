package io.noise;

import io.noise.payload.PayloadException;
import org.jspecify.annotations.Nullable;

/**
 * A frame that cannot be taken for a message. Strangers cause it, so it carries no stack
 * trace.
 */
final class RefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final DisconnectReason reason;

	/** Present where a message of a known type cannot be decoded. */
	private final transient @Nullable MessageType<?> type;

	/** Present where the other end may speak another kind of session. */
	private final @Nullable String suspicion;

	RefusedException(DisconnectReason reason, String message, @Nullable Throwable cause) {
		this(reason, message, cause, null, null);
	}

	private RefusedException(DisconnectReason reason, String message, @Nullable Throwable cause,
			@Nullable MessageType<?> type, @Nullable String suspicion) {
		super(message, cause, false, false);
		this.reason = reason;
		this.type = type;
		this.suspicion = suspicion;
	}

	/**
	 * A message whose payload cannot be decoded.
	 */
	static RefusedException undecodable(MessageType<?> type, Throwable cause) {
		return new RefusedException(DisconnectReason.DECODE, "message " + type + ": " + cause.getMessage(), cause, type,
				null);
	}

	/**
	 * The same, where it may come of another kind of session at the other end. What it
	 * says stays: it is no more than a suspicion.
	 */
	RefusedException suspecting(String words) {
		return new RefusedException(this.reason, String.valueOf(getMessage()), getCause(), this.type, words);
	}

	/**
	 * What makes another kind of session likely, in words; null if nothing does.
	 */
	@Nullable String suspicion() {
		return this.suspicion;
	}

	DisconnectReason reason() {
		return this.reason;
	}

	/**
	 * The type of the message that cannot be decoded, null if it is something else that
	 * is refused.
	 */
	@Nullable MessageType<?> type() {
		return this.type;
	}

	/**
	 * The component of a record at which decoding failed, empty if there is none.
	 */
	String component() {
		return (getCause() instanceof PayloadException payload) ? payload.component().orElse("") : "";
	}

	/**
	 * What the other end is told of it: names of the type and its component, and nothing
	 * of what the message says.
	 * @return one line, which may be empty
	 */
	String words() {
		MessageType<?> known = this.type;
		if (known == null) {
			return "";
		}
		String component = component();
		return component.isEmpty() ? known.name() : known.name() + ", at " + component;
	}

}
