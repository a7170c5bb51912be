package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A message that has come, and waits for whoever wants it.
 */
final class Received {

	private final MessageType<?> type;

	private final Object message;

	private final int cost;

	/** How many came before it. The queue's, as is the next field. */
	private long number;

	private @Nullable Received next;

	/**
	 * A message.
	 * @param type its registered type
	 * @param message the message
	 * @param cost what it takes in a queue that is bounded by bytes
	 */
	Received(MessageType<?> type, Object message, int cost) {
		this.type = type;
		this.message = message;
		this.cost = cost;
	}

	MessageType<?> type() {
		return this.type;
	}

	Object message() {
		return this.message;
	}

	int cost() {
		return this.cost;
	}

	// --- for the queue that it is in

	void arrived(long before) {
		this.number = before;
	}

	long number() {
		return this.number;
	}

	void precede(Received other) {
		this.next = other;
	}

	/**
	 * Leaves the queue.
	 * @return the one behind it
	 */
	@Nullable Received unlink() {
		Received behind = this.next;
		this.next = null;
		return behind;
	}

	/** What it is, and nothing of what it says. */
	@Override
	public String toString() {
		return "message " + this.type;
	}

}
