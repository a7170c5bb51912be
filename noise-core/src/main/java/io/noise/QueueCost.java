package io.noise;

/**
 * What a message takes in a queue that is bounded by bytes: more than it is long, since
 * even an empty one is several objects.
 */
final class QueueCost {

	/** The same for every message, in and out. */
	static final int OVERHEAD_BYTES = 64;

	private QueueCost() {
	}

	/**
	 * What a message costs.
	 * @param bytes its length on the wire
	 */
	static int of(int bytes) {
		return bytes + OVERHEAD_BYTES;
	}

}
