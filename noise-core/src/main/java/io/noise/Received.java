package io.noise;

/**
 * A message that has come and been decoded, and waits for whoever wants it.
 *
 * @param type its registered type
 * @param message the message
 * @param cost what it takes in a queue that is bounded by bytes
 */
record Received(MessageType<?> type, Object message, int cost) {

	/** What it is, and nothing of what it says. */
	@Override
	public String toString() {
		return "message " + this.type;
	}

}
