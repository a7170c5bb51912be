package io.noise.sample;

/**
 * Answer of the application to a {@link Greeting}.
 *
 * @param text the answer
 */
record Welcome(String text) {

	/** The same number on both ends. */
	static final int OPCODE = 17;

}
