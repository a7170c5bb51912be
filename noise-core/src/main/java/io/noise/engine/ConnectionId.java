package io.noise.engine;

/**
 * The name of a connection and of its peer.
 *
 * @param sequence grows from connection to connection
 * @param text letters, digits and hyphens; unlike those of other nodes, and of this one
 * before its restart
 */
record ConnectionId(long sequence, String text) {

	/**
	 * The words by which logs and exceptions call the peer with an id.
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
