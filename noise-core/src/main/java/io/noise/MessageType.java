package io.noise;

/**
 * A registered message type.
 *
 * @param opcode its number on the wire, 1 to 255
 * @param type its class
 * @param codec how it is written and read
 * @param <T> the message
 */
record MessageType<T>(int opcode, Class<T> type, MessageCodec<T> codec) {

	@Override
	public String toString() {
		return this.opcode + " " + this.type.getSimpleName();
	}

}
