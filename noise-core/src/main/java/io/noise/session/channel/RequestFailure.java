package io.noise.session.channel;

import java.util.Arrays;

/**
 * The reason for which an end does not reply to a request, as it tells the other one.
 */
public enum RequestFailure {

	/** It has no handler for the type of the request. */
	NO_HANDLER(1),

	/** Its handler refuses the request, with words. */
	REJECTED(2),

	/** Its handler failed; also what codes of later versions are taken for. */
	FAILED(3),

	/** It has no room for another open request. */
	OVERLOADED(4);

	private final int number;

	RequestFailure(int number) {
		this.number = number;
	}

	/**
	 * Returns the code on the wire.
	 * @return its number, one byte
	 */
	public int number() {
		return this.number;
	}

	/**
	 * Reads a code.
	 * @param number the wire's number
	 * @return the code, {@link #FAILED} for numbers of later versions
	 */
	public static RequestFailure of(int number) {
		return Arrays.stream(values()).filter((code) -> code.number == number).findFirst().orElse(FAILED);
	}

}
