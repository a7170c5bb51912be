package io.noise;

import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A request that the other side did not answer as expected. Has no stack trace.
 */
public final class RequestException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * The reasons for which a request that was sent has no reply.
	 */
	public enum Reason {

		/**
		 * The other side has no handler for requests or messages of this type. Nothing
		 * was done.
		 */
		NO_HANDLER,

		/**
		 * The handler of the other side refused the request on purpose, see
		 * {@link RequestException#words()}.
		 */
		REJECTED,

		/**
		 * The handler of the other side threw an exception, or its reply could not be
		 * sent. The log of the other side has the details. Something may have been done.
		 */
		FAILED,

		/**
		 * The other side has less room for open requests than this one. Nothing was done,
		 * so it is safe to repeat the request later.
		 */
		OVERLOADED,

		/**
		 * The reply cannot be decoded, or is not of the expected class. The request was
		 * handled.
		 */
		UNREADABLE

	}

	private final Reason reason;

	private final @Nullable String words;

	/**
	 * Creates an exception.
	 * @param reason the reason
	 * @param message the request, and the reason in words
	 */
	public RequestException(Reason reason, String message) {
		this(reason, message, null, null);
	}

	/**
	 * Creates an exception with the words of the other side.
	 * @param reason the reason
	 * @param message the request, and the reason in words
	 * @param words the words of the {@link RequestRejectedException} on the other side,
	 * null if there are none
	 * @param cause the cause, null if there is none
	 */
	public RequestException(Reason reason, String message, @Nullable String words, @Nullable Throwable cause) {
		super(message, cause, null);
		this.reason = Objects.requireNonNull(reason, "reason: null");
		this.words = words;
	}

	/**
	 * Returns the reason for which there is no reply.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

	/**
	 * Returns the words with which the other side rejected the request. They are for
	 * humans and come from another node, so check them like any other input.
	 * @return at most 256 printable characters; empty unless the reason is
	 * {@link Reason#REJECTED}
	 */
	public Optional<String> words() {
		return Optional.ofNullable(this.words);
	}

}
