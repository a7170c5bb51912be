package io.noise;

import io.noise.session.channel.Printable;

/**
 * A request that its handler refuses. Handlers throw it, or let their stage fail with it;
 * the other side gets a {@link RequestException} with its words. It is not logged. Has no
 * stack trace.
 */
public final class RequestRejectedException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * The maximum length of the words, in characters.
	 */
	public static final int MAX_WORDS = 256;

	/**
	 * Creates an exception.
	 * @param words the reason, for the other side to read. Of a longer text, the first
	 * 256 characters are sent; control characters become question marks
	 */
	public RequestRejectedException(String words) {
		super(Printable.cut(words, MAX_WORDS), null, null);
	}

	/**
	 * Returns the words for the other side.
	 * @return at most 256 printable characters
	 */
	public String words() {
		return String.valueOf(getMessage());
	}

}
