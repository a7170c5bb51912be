package io.noise.message;

import io.noise.DisconnectReason;
import io.noise.payload.PayloadException;
import org.jspecify.annotations.Nullable;

/**
 * A failure that ends a connection: a frame that is not a message, a setup that failed, a
 * time limit that expired. Remote nodes cause it, so it has no stack trace.
 */
public final class DisconnectException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final DisconnectReason reason;

	/** The type of a message that cannot be decoded, null for any other failure. */
	private final transient @Nullable MessageType<?> type;

	/**
	 * The reason to suspect another kind of session at the other side, null if there is
	 * none.
	 */
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
	 * Creates an exception for a message whose payload cannot be decoded.
	 */
	static DisconnectException undecodable(MessageType<?> type, Throwable cause) {
		return new DisconnectException(DisconnectReason.DECODE, "message " + type + ": " + cause.getMessage(), cause,
				type, null);
	}

	/**
	 * Returns a copy for a failure whose cause may be another kind of session at the
	 * other side. The message stays the same, because this is only a suspicion.
	 */
	public DisconnectException suspecting(String words) {
		return new DisconnectException(this.reason, String.valueOf(getMessage()), getCause(), this.type, words);
	}

	/**
	 * Returns the reason to suspect another kind of session at the other side, in words;
	 * null if there is none.
	 */
	public @Nullable String suspicion() {
		return this.suspicion;
	}

	public DisconnectReason reason() {
		return this.reason;
	}

	/**
	 * Returns the type of the message that cannot be decoded, null for any other failure.
	 */
	@Nullable MessageType<?> type() {
		return this.type;
	}

	/**
	 * Returns the component of a record at which decoding failed, empty if there is none.
	 */
	String component() {
		return (getCause() instanceof PayloadException payload) ? payload.component().orElse("") : "";
	}

	/**
	 * Describes the failure for the other side: by the names of the type and its
	 * component, without any content of the message.
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
