package io.noise.message;

import io.noise.NoiseException;
import io.noise.payload.PayloadWriter;

/**
 * An encoded message to send. It is encoded once, on the sender's thread, for any number
 * of peers.
 */
public final class EncodedMessage {

	private final MessageType<?> type;

	private final Object message;

	private final byte[] bytes;

	/** The last translation, which many peers may share. */
	private TypeMatch match = TypeMatch.SAME;

	private byte[] translated = {};

	private EncodedMessage(MessageType<?> type, Object message, byte[] bytes) {
		this.type = type;
		this.message = message;
		this.bytes = bytes;
	}

	/**
	 * Encodes a message.
	 * @throws NoiseException if its type is not registered, or it cannot be encoded
	 */
	public static EncodedMessage of(MessageRegistry messages, Object message) {
		MessageType<Object> type = messages.of(message);
		PayloadWriter out = PayloadWriter.withCapacity(messages.lengths().expected(type.opcode()));
		out.writeByte(type.opcode());
		try {
			type.codec().encode(message, out);
		}
		catch (RuntimeException ex) {
			throw new NoiseException(
					"message " + message.getClass().getName() + ": cannot be encoded: " + ex.getMessage(), ex);
		}
		byte[] bytes = out.takeBytes();
		messages.lengths().note(type.opcode(), bytes.length);
		return new EncodedMessage(type, message, bytes);
	}

	public MessageType<?> type() {
		return this.type;
	}

	/**
	 * Returns opcode and payload. The array may be shared by many peers, so it must not
	 * change.
	 */
	byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Returns opcode and payload for a peer.
	 * @param to the type at the peer
	 * @param maxBytes the most bytes that the peer takes
	 * @throws io.noise.NotSentException if the peer cannot read the message
	 */
	byte[] bytesFor(TypeMatch to, int maxBytes) {
		if (to == TypeMatch.SAME) {
			return this.bytes;
		}
		if (to != this.match || this.translated.length > maxBytes) {
			this.translated = to.encode(this.type.opcode(), this.message, maxBytes);
			this.match = to;
		}
		return this.translated;
	}

}
