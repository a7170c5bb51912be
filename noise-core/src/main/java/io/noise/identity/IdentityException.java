package io.noise.identity;

import org.jspecify.annotations.Nullable;

/**
 * An identity that cannot be loaded or created, or a file of known peers that cannot be
 * used. The message names the file, what was found and what was expected; it holds
 * nothing secret.
 */
public final class IdentityException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	IdentityException(String message) {
		this(message, null);
	}

	IdentityException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
