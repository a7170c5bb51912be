package io.noise.session.secure;

import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionLimits;

/**
 * How much each end of a connection may still send. A message costs its bytes and 64.
 * What was used is given again when the messages were taken, a quarter of the window at a
 * time.
 */
final class Credit {

	/**
	 * A window holds two of the longest messages at least: so what was not yet given
	 * again never keeps the next one from being sent.
	 */
	private static final int LONGEST_MESSAGES = 2;

	private static final int PARTS = 4;

	private static final long MOST = 0xFFFF_FFFFL;

	private final long window;

	/** What the other end may still send. */
	private long there;

	/** What was taken here, and not yet given again. */
	private long due;

	/** What this end may still send. */
	private long here;

	Credit(int receiveWindowBytes, int maxMessageBytes) {
		long least = LONGEST_MESSAGES * ((long) maxMessageBytes + SessionLimits.MESSAGE_OVERHEAD_BYTES);
		this.window = Math.min(Math.max(receiveWindowBytes, least), MOST);
		this.there = this.window;
	}

	/** What the other end is given at first. */
	long window() {
		return this.window;
	}

	/**
	 * The other end has sent a message.
	 * @throws SessionException if it had no credit for it
	 */
	void used(int bytes) {
		this.there -= SessionLimits.cost(bytes);
		if (this.there < 0) {
			throw new SessionException(Fault.PROTOCOL, "message: " + bytes + " bytes, for which there was no credit");
		}
	}

	/** Messages were taken. */
	void taken(long cost) {
		this.due += cost;
	}

	/**
	 * What to give the other end now.
	 * @return 0 while it is too little to be worth a frame
	 */
	long give() {
		if (this.due < this.window / PARTS) {
			return 0;
		}
		long given = this.due;
		this.due = 0;
		this.there += given;
		return given;
	}

	/**
	 * The other end gives credit.
	 * @throws SessionException if it is more than any window holds
	 */
	void given(long more) {
		this.here += more;
		if (this.here > MOST) {
			throw new SessionException(Fault.PROTOCOL,
					"credit: " + this.here + " bytes (expected: at most " + MOST + ")");
		}
	}

	boolean admits(int bytes) {
		return this.here >= SessionLimits.cost(bytes);
	}

	/** This end sends a message. */
	void spent(int bytes) {
		this.here -= SessionLimits.cost(bytes);
	}

}
