package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A message that was on its way when the connection broke or time ran out: it may have
 * arrived, or not. Send it again only if that does no harm.
 */
public final class UnknownOutcomeException extends NoiseException {

	private static final long serialVersionUID = 1L;

	UnknownOutcomeException(String message, @Nullable Throwable cause) {
		this(message, cause, null);
	}

	/**
	 * Made because a peer is gone.
	 */
	UnknownOutcomeException(String message, @Nullable Throwable cause, @Nullable String endOf) {
		super(message, cause, false, endOf);
	}

}
