package io.noise;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The superclass of this library's exceptions. A message names the subject, its value and
 * the expected value.
 */
public class NoiseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final @Nullable String endedPeer;

	/**
	 * Creates an exception with a stack trace.
	 * @param message the failure
	 * @param cause the cause, null if there is none
	 */
	public NoiseException(String message, @Nullable Throwable cause) {
		this(message, cause, null, true);
	}

	/**
	 * Creates an exception without a stack trace, for failures that overload or a remote
	 * node causes.
	 * @param message the failure
	 * @param cause the cause, null if there is none
	 * @param endedPeer the {@link Peer#id()} of the peer whose end caused the failure,
	 * null for any other reason
	 */
	public NoiseException(String message, @Nullable Throwable cause, @Nullable String endedPeer) {
		this(message, cause, endedPeer, false);
	}

	/**
	 * Creates an exception with or without a stack trace.
	 * @param message the failure
	 * @param cause the cause, null if there is none
	 * @param endedPeer the {@link Peer#id()} of the peer whose end caused the failure,
	 * null for any other reason
	 * @param withStackTrace whether to record the stack trace
	 */
	public NoiseException(String message, @Nullable Throwable cause, @Nullable String endedPeer,
			boolean withStackTrace) {
		super(message, cause, true, withStackTrace);
		this.endedPeer = endedPeer;
	}

	/**
	 * Returns the peer whose end caused the failure. With it, a hook can distinguish the
	 * end of its own peer from any other failure.
	 * @return its {@link Peer#id()}; empty for any other reason
	 */
	public Optional<String> endedPeer() {
		return Optional.ofNullable(this.endedPeer);
	}

}
