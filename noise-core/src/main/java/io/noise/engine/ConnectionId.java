package io.noise.engine;

/**
 * The name of a connection and of its peer.
 *
 * @param sequence grows from connection to connection
 * @param text letters, digits and hyphens; different from those of other nodes, and of
 * this one before its restart
 */
record ConnectionId(long sequence, String text) implements Comparable<ConnectionId> {

	/**
	 * Returns the name of a peer in logs and exceptions.
	 */
	static String words(String peerId) {
		return "peer " + peerId;
	}

	/**
	 * Returns an object that prints as {@link #words()}, for names in logs: made only if
	 * there is something to log.
	 */
	Object peer() {
		return new Object() {

			@Override
			public String toString() {
				return words();
			}

		};
	}

	String words() {
		return words(this.text);
	}

	/** The oldest first. */
	@Override
	public int compareTo(ConnectionId other) {
		return Long.compare(this.sequence, other.sequence);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
