package io.noise;

/**
 * Something that was waited for did not come in time.
 */
public final class NoiseTimeoutException extends NoiseException {

	private static final long serialVersionUID = 1L;

	NoiseTimeoutException(String message) {
		super(message, null);
	}

}
