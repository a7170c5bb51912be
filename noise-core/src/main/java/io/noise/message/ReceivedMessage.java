package io.noise.message;

import java.util.Objects;

import io.noise.payload.PayloadReader;
import org.jspecify.annotations.Nullable;

/**
 * A received message that waits for a handler or a receive call. It is kept as bytes,
 * because the objects may be many times as large; its size in memory is close to its
 * cost.
 */
public class ReceivedMessage {

	/** The first of the slots of requests; those of messages are their opcodes. */
	public static final int REQUESTS = 256;

	private static final byte[] NOTHING = new byte[0];

	private final MessageType<?> type;

	private final byte[] bytes;

	private final int cost;

	/**
	 * The number of messages that arrived before it. Set by the queue, as is the next
	 * field.
	 */
	private long number;

	private @Nullable ReceivedMessage next;

	/** Set before it is queued. */
	private byte[] extensions = NOTHING;

	/**
	 * Creates a message.
	 * @param type its registered type
	 * @param bytes opcode and payload, not shared
	 * @param cost the number of bytes that it counts for in a bounded queue
	 */
	public ReceivedMessage(MessageType<?> type, byte[] bytes, int cost) {
		this.type = type;
		this.bytes = bytes;
		this.cost = cost;
	}

	public final MessageType<?> type() {
		return this.type;
	}

	/**
	 * Returns the number of the queue for messages of its kind and type.
	 * @return the opcode of its type; for a request, {@link #REQUESTS} more
	 */
	public int slot() {
		return this.type.opcode();
	}

	/**
	 * Whether it is a request, which is only for handlers.
	 */
	public final boolean isRequest() {
		return slot() >= REQUESTS;
	}

	/**
	 * Decodes the message anew.
	 * @param toleratesMalformedText whether to replace malformed UTF-8
	 * @throws DisconnectException if it cannot be decoded, which ends the connection
	 */
	public final Object decode(boolean toleratesMalformedText) {
		PayloadReader in = PayloadReader.of(this.bytes);
		if (toleratesMalformedText) {
			in.replacingMalformedText();
		}
		in.readUnsignedByte();
		return decode(this.type, in);
	}

	/**
	 * Decodes a message from the beginning of its payload.
	 */
	public static Object decode(MessageType<?> type, PayloadReader in) {
		try {
			return Objects.requireNonNull(type.codec().decode(in), "the codec returned null");
		}
		catch (Throwable ex) {
			throw DisconnectException.undecodable(type, ex);
		}
	}

	public final int cost() {
		return this.cost;
	}

	/**
	 * Adds what came with the message.
	 * @param bytes the extensions, not shared
	 */
	public final void extend(byte[] bytes) {
		this.extensions = bytes;
	}

	/**
	 * Returns what came with the message; nothing where that was not kept.
	 */
	public final byte[] extensions() {
		return this.extensions;
	}

	// --- for the queue that holds it

	public final void arrived(long before) {
		this.number = before;
	}

	public final long number() {
		return this.number;
	}

	public final void precede(ReceivedMessage other) {
		this.next = other;
	}

	/**
	 * Unlinks the message from its queue.
	 * @return the message after it
	 */
	public final @Nullable ReceivedMessage unlink() {
		ReceivedMessage behind = this.next;
		this.next = null;
		return behind;
	}

	/** Returns the type, without any content of the message. */
	@Override
	public String toString() {
		return "message " + this.type;
	}

}
