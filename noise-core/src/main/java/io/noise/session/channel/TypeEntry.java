package io.noise.session.channel;

/**
 * A message type as one end knows it.
 *
 * @param opcode its number in that end's messages, 1 to 255
 * @param explicit whether the application chose the number
 * @param name what both ends call the type
 */
public record TypeEntry(int opcode, boolean explicit, String name) {

	/** The longest name, in bytes of UTF-8. */
	public static final int MAX_NAME_BYTES = 255;

}
