package io.noise.engine;

/**
 * The name of a connection and of its peer.
 *
 * @param sequence grows from connection to connection
 * @param text letters, digits and hyphens; different from those of other nodes, and of
 * this one before its restart
 */
record ConnectionId(long sequence, String text) {

	/**
	 * Returns the name of a peer in logs and exceptions.
	 */
	static String words(String peerId) {
		return "peer " + peerId;
	}

	String words() {
		return words(this.text);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
