package io.noise.message;

import java.util.Objects;

import io.noise.payload.PayloadReader;
import org.jspecify.annotations.Nullable;

/**
 * A message that has come, and waits for whoever wants it: as bytes, since as objects it
 * may take many times as much. With its array it takes about as much as it is charged.
 */
public final class ReceivedMessage {

	private final MessageType<?> type;

	private final byte[] bytes;

	private final int cost;

	/** How many came before it. The queue's, as is the next field. */
	private long number;

	private @Nullable ReceivedMessage next;

	/**
	 * A message.
	 * @param type its registered type
	 * @param bytes opcode and payload, nobody else's
	 * @param cost what it takes in a queue that is bounded by bytes
	 */
	public ReceivedMessage(MessageType<?> type, byte[] bytes, int cost) {
		this.type = type;
		this.bytes = bytes;
		this.cost = cost;
	}

	public MessageType<?> type() {
		return this.type;
	}

	/**
	 * The message, decoded. Each call decodes it anew.
	 * @param toleratesMalformedText whether what is no UTF-8 is replaced
	 * @throws RefusedException if it cannot be decoded; the connection cannot go on
	 */
	public Object decode(boolean toleratesMalformedText) {
		PayloadReader in = PayloadReader.of(this.bytes);
		if (toleratesMalformedText) {
			in.replacingMalformedText();
		}
		in.readUnsignedByte();
		return decode(this.type, in);
	}

	/**
	 * Reads a message from where its payload begins.
	 */
	public static Object decode(MessageType<?> type, PayloadReader in) {
		try {
			return Objects.requireNonNull(type.codec().decode(in), "the codec gave null");
		}
		catch (Throwable ex) {
			throw DisconnectException.undecodable(type, ex);
		}
	}

	public int cost() {
		return this.cost;
	}

	// --- for the queue that it is in

	public void arrived(long before) {
		this.number = before;
	}

	public long number() {
		return this.number;
	}

	public void precede(ReceivedMessage other) {
		this.next = other;
	}

	/**
	 * Leaves the queue.
	 * @return the one behind it
	 */
	public @Nullable ReceivedMessage unlink() {
		ReceivedMessage behind = this.next;
		this.next = null;
		return behind;
	}

	/** What it is, and nothing of what it says. */
	@Override
	public String toString() {
		return "message " + this.type;
	}

}
