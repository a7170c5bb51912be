package io.noise;

/**
 * Something that was waited for did not come in time.
 */
public final class NoiseTimeoutException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * Something did not come in time.
	 * @param message for what, and how long, was waited
	 */
	public NoiseTimeoutException(String message) {
		this(message, true);
	}

	private NoiseTimeoutException(String message, boolean withStackTrace) {
		super(message, null, withStackTrace, null);
	}

	/**
	 * For what a peer withholds: made without a stack trace.
	 */
	static NoiseTimeoutException ofPeer(String message) {
		return new NoiseTimeoutException(message, false);
	}

}
