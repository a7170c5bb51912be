package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A message that was on its way when the connection broke or time ran out: it may have
 * arrived, or not. Send it again only if that does no harm. Made without a stack trace.
 */
public final class UnknownOutcomeException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * Makes an exception.
	 * @param message what was on its way, and what happened
	 * @param cause why, null where nothing else is to blame
	 */
	public UnknownOutcomeException(String message, @Nullable Throwable cause) {
		this(message, cause, null);
	}

	/**
	 * Makes an exception for a message that was on its way when a peer ended.
	 * @param message what was on its way, and what happened
	 * @param cause why, null where nothing else is to blame
	 * @param endedPeer the {@link Peer#id()} of the peer whose end is the reason, null
	 * where the reason is something else
	 */
	public UnknownOutcomeException(String message, @Nullable Throwable cause, @Nullable String endedPeer) {
		super(message, cause, endedPeer);
	}

}
