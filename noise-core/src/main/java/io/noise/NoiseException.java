package io.noise;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The root of this library's exceptions. Messages name the thing, the value and what was
 * expected.
 */
public class NoiseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final @Nullable String endedPeer;

	/**
	 * Makes an exception with a stack trace.
	 * @param message what happened
	 * @param cause why, null where nothing else is to blame
	 */
	public NoiseException(String message, @Nullable Throwable cause) {
		this(message, cause, null, true);
	}

	/**
	 * Makes an exception without a stack trace, for what overload or a remote causes.
	 * @param message what happened
	 * @param cause why, null where nothing else is to blame
	 * @param endedPeer the {@link Peer#id()} of the peer whose end is the reason, null
	 * where the reason is something else
	 */
	public NoiseException(String message, @Nullable Throwable cause, @Nullable String endedPeer) {
		this(message, cause, endedPeer, false);
	}

	/**
	 * Makes an exception with or without a stack trace.
	 * @param message what happened
	 * @param cause why, null where nothing else is to blame
	 * @param endedPeer the {@link Peer#id()} of the peer whose end is the reason, null
	 * where the reason is something else
	 * @param withStackTrace whether to record where it was made
	 */
	protected NoiseException(String message, @Nullable Throwable cause, @Nullable String endedPeer,
			boolean withStackTrace) {
		super(message, cause, true, withStackTrace);
		this.endedPeer = endedPeer;
	}

	/**
	 * The peer whose end is the reason, so that a hook can tell a failure that its own
	 * peer caused by leaving from any other.
	 * @return its {@link Peer#id()}; empty where the reason is something else
	 */
	public Optional<String> endedPeer() {
		return Optional.ofNullable(this.endedPeer);
	}

}
