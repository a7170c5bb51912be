package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A message that was not sent: no byte of it was handed to the socket, so it is safe to
 * send it again. Has no stack trace.
 */
public final class NotSentException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message the message that was not sent, and the reason
	 * @param cause the cause, null if there is none
	 */
	public NotSentException(String message, @Nullable Throwable cause) {
		this(message, cause, null);
	}

	/**
	 * Creates an exception for a message that was not sent because its peer ended.
	 * @param message the message that was not sent, and the reason
	 * @param cause the cause, null if there is none
	 * @param endedPeer the {@link Peer#id()} of the peer whose end caused the failure,
	 * null for any other reason
	 */
	public NotSentException(String message, @Nullable Throwable cause, @Nullable String endedPeer) {
		super(message, cause, endedPeer);
	}

}
