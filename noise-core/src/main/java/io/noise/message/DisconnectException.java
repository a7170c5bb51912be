package io.noise.message;

import io.noise.DisconnectReason;
import io.noise.payload.PayloadException;
import org.jspecify.annotations.Nullable;

/**
 * A reason for which a connection ends: a frame that is no message, a setup that failed,
 * a time limit that is over. Remotes cause it, so it carries no stack trace.
 */
public final class DisconnectException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final DisconnectReason reason;

	/** Present where a message of a known type cannot be decoded. */
	private final transient @Nullable MessageType<?> type;

	/** Present where the other end may speak another kind of session. */
	private final @Nullable String suspicion;

	public DisconnectException(DisconnectReason reason, String message, @Nullable Throwable cause) {
		this(reason, message, cause, null, null);
	}

	private DisconnectException(DisconnectReason reason, String message, @Nullable Throwable cause,
			@Nullable MessageType<?> type, @Nullable String suspicion) {
		super(message, cause, false, false);
		this.reason = reason;
		this.type = type;
		this.suspicion = suspicion;
	}

	/**
	 * A message whose payload cannot be decoded.
	 */
	static DisconnectException undecodable(MessageType<?> type, Throwable cause) {
		return new DisconnectException(DisconnectReason.DECODE, "message " + type + ": " + cause.getMessage(), cause,
				type, null);
	}

	/**
	 * The same, where it may come of another kind of session at the other end. What it
	 * says stays: it is no more than a suspicion.
	 */
	public DisconnectException suspecting(String words) {
		return new DisconnectException(this.reason, String.valueOf(getMessage()), getCause(), this.type, words);
	}

	/**
	 * What makes another kind of session likely, in words; null if nothing does.
	 */
	public @Nullable String suspicion() {
		return this.suspicion;
	}

	public DisconnectReason reason() {
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
	public String words() {
		MessageType<?> known = this.type;
		if (known == null) {
			return "";
		}
		String component = component();
		return component.isEmpty() ? known.name() : known.name() + ", at " + component;
	}

}
