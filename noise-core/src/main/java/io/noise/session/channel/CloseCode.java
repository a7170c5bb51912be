package io.noise.session.channel;

import java.util.Arrays;

/**
 * The reason for which an end closes a connection, as it tells the other one.
 */
public enum CloseCode {

	/** It is done. */
	DONE(0),

	/** Its node shuts down. */
	SHUTDOWN(1),

	/** The other end is not welcome. */
	REJECTED(2),

	/** A limit is reached. */
	LIMIT(3),

	/** The other end broke the rules of the wire. */
	PROTOCOL(4),

	/** A message could not be decoded. */
	DECODE(5),

	/** The other end was silent for too long, or did not finish what it began. */
	IDLE(6),

	/** The other end does not read. */
	SLOW_CONSUMER(7),

	/** The two nodes keep each other connected, and are. */
	DUPLICATE(8),

	/** Anything else; what codes of later versions are taken for. */
	OTHER(255);

	private final int number;

	CloseCode(int number) {
		this.number = number;
	}

	/**
	 * The code on the wire.
	 * @return its number, one byte
	 */
	public int number() {
		return this.number;
	}

	/**
	 * Reads a code.
	 * @param number the wire's number
	 * @return the code, {@link #OTHER} for numbers of later versions
	 */
	public static CloseCode of(int number) {
		return Arrays.stream(values()).filter((code) -> code.number == number).findFirst().orElse(OTHER);
	}

}
