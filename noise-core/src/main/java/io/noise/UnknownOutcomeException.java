package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A message that was being sent when the connection broke or a time limit expired: it may
 * have arrived. Send it again only if a duplicate does no harm. Has no stack trace.
 */
public final class UnknownOutcomeException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message the message that was being sent, and the failure
	 * @param cause the cause, null if there is none
	 */
	public UnknownOutcomeException(String message, @Nullable Throwable cause) {
		this(message, cause, null);
	}

	/**
	 * Creates an exception for a message that was being sent when its peer ended.
	 * @param message the message that was being sent, and the failure
	 * @param cause the cause, null if there is none
	 * @param endedPeer the {@link Peer#id()} of the peer whose end caused the failure,
	 * null for any other reason
	 */
	public UnknownOutcomeException(String message, @Nullable Throwable cause, @Nullable String endedPeer) {
		super(message, cause, endedPeer);
	}

}
