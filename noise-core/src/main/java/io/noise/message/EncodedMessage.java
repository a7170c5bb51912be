package io.noise.message;

import io.noise.NoiseException;
import io.noise.payload.PayloadWriter;

/**
 * An encoded message to send. It is encoded once, on the sender's thread, for any number
 * of peers.
 */
public final class EncodedMessage {

	private final MessageType<?> type;

	private final byte[] bytes;

	private EncodedMessage(MessageType<?> type, byte[] bytes) {
		this.type = type;
		this.bytes = bytes;
	}

	/**
	 * Encodes a message.
	 * @throws NoiseException if its type is not registered, or it cannot be encoded
	 */
	public static EncodedMessage of(MessageRegistry messages, Object message) {
		MessageType<Object> type = messages.of(message);
		PayloadWriter out = new PayloadWriter();
		out.writeByte(type.opcode());
		try {
			type.codec().encode(message, out);
		}
		catch (RuntimeException ex) {
			throw new NoiseException(
					"message " + message.getClass().getName() + ": cannot be encoded: " + ex.getMessage(), ex);
		}
		return new EncodedMessage(type, out.toBytes());
	}

	public MessageType<?> type() {
		return this.type;
	}

	/**
	 * Returns opcode and payload. The array may be shared by many peers, so it must not
	 * change.
	 */
	public byte[] bytes() {
		return this.bytes;
	}

}
