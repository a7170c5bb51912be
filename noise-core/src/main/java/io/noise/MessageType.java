package io.noise;

import java.nio.charset.StandardCharsets;

import io.noise.session.channel.TypeEntry;

/**
 * A registered message type.
 *
 * @param opcode its number on the wire, 1 to 255
 * @param explicit whether the application chose the number
 * @param name what both ends call it, where types go by names
 * @param type its class
 * @param codec how it is written and read
 * @param <T> the message
 */
record MessageType<T>(int opcode, boolean explicit, String name, Class<T> type, MessageCodec<T> codec) {

	/**
	 * What a class is called between nodes.
	 * @throws NoiseException if its {@link MessageName} is empty or too long
	 */
	static String name(Class<?> type) {
		MessageName given = type.getAnnotation(MessageName.class);
		String name = (given != null) ? given.value() : type.getSimpleName();
		int bytes = name.getBytes(StandardCharsets.UTF_8).length;
		if (name.isBlank() || bytes > TypeEntry.MAX_NAME_BYTES) {
			throw new NoiseException("message type " + type.getName() + ": name \"" + name + "\" of " + bytes
					+ " bytes (expected: 1 to " + TypeEntry.MAX_NAME_BYTES + ", see @MessageName)", null);
		}
		return name;
	}

	/** How other nodes are told of it. */
	TypeEntry entry() {
		return new TypeEntry(this.opcode, this.explicit, this.name);
	}

	@Override
	public String toString() {
		return this.opcode + " " + this.type.getSimpleName();
	}

}
