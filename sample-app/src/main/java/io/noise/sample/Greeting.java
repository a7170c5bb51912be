package io.noise.sample;

/**
 * What a companion says when it meets the application.
 *
 * @param name who greets
 */
record Greeting(String name) {

	/** The same number on both ends: the session {@code plain} knows types by it. */
	static final int OPCODE = 16;

}
