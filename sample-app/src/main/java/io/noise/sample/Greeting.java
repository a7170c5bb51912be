package io.noise.sample;

/**
 * Greeting that a companion sends to each new peer.
 *
 * @param name the name of the companion
 */
record Greeting(String name) {

	/** The same number on both ends, which the session {@code plain} requires. */
	static final int OPCODE = 16;

}
