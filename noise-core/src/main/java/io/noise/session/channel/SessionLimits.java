package io.noise.session.channel;

import java.time.Duration;

/**
 * The limits of a node for one connection.
 *
 * @param maxMessageBytes the longest message; on {@code plain} the longest frame body
 * @param frameTimeout how long a begun frame or record may make no progress
 * @param receiveWindowBytes how much of messages that nobody has taken yet may wait here
 * @param pingInterval after how long a silence the other end is asked for a sign of life
 * @param pingTimeout how long the answer may take, and anybody wait for one
 * @param stallTimeout how long what is being written may make no progress
 */
public record SessionLimits(int maxMessageBytes, Duration frameTimeout, int receiveWindowBytes, Duration pingInterval,
		Duration pingTimeout, Duration stallTimeout) {

	/** The cost of each message besides its bytes. */
	public static final int MESSAGE_OVERHEAD_BYTES = 64;

	private static final int LONGEST_SENT_BYTES = Integer.MAX_VALUE - (16 << 20);

	/**
	 * The cost of a message, in queues and in credit.
	 * @param bytes its length
	 * @return the length and what a message takes besides
	 */
	public static int cost(int bytes) {
		return (int) Math.min(Integer.MAX_VALUE, (long) bytes + MESSAGE_OVERHEAD_BYTES);
	}

	/**
	 * The longest message that this end sends: what wraps it must fit into a buffer, too.
	 * @return bytes
	 */
	public int maxSentBytes() {
		return Math.min(this.maxMessageBytes, LONGEST_SENT_BYTES);
	}

}
