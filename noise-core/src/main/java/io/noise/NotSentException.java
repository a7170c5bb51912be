package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A message that did not leave: no byte of it was handed to the socket, so it is safe to
 * send it again. Made without a stack trace.
 */
public final class NotSentException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * Makes an exception.
	 * @param message what was not sent, and why
	 * @param cause why, null where nothing else is to blame
	 */
	public NotSentException(String message, @Nullable Throwable cause) {
		this(message, cause, null);
	}

	/**
	 * Makes an exception for a message that the end of a peer has stopped.
	 * @param message what was not sent, and why
	 * @param cause why, null where nothing else is to blame
	 * @param endedPeer the {@link Peer#id()} of the peer whose end is the reason, null
	 * where the reason is something else
	 */
	public NotSentException(String message, @Nullable Throwable cause, @Nullable String endedPeer) {
		super(message, cause, endedPeer);
	}

}
