package io.noise.session.secure;

import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionLimits;

/**
 * The flow control of a connection: how much each end may still send. A message costs its
 * bytes and 64. Its cost is given again when the message was taken, a quarter of the
 * window at a time.
 */
final class Credit {

	/**
	 * A window holds two of the longest messages at least: so what was not yet given
	 * again never keeps the next one from being sent.
	 */
	private static final int LONGEST_MESSAGES = 2;

	private static final int PARTS = 4;

	private static final long MOST = 0xFFFF_FFFFL;

	/** The receive window when nothing waits here. */
	private final long window;

	/** The receive window: what the other end may still send. */
	private long receiveWindow;

	/** The cost of messages that were taken here, not yet given again. */
	private long pendingCredit;

	/** The send window: what this end may still send. */
	private long sendWindow;

	Credit(int receiveWindowBytes, int maxMessageBytes) {
		long least = LONGEST_MESSAGES * ((long) maxMessageBytes + SessionLimits.MESSAGE_OVERHEAD_BYTES);
		this.window = Math.min(Math.max(receiveWindowBytes, least), MOST);
		this.receiveWindow = this.window;
	}

	/** The credit that the other end is given at first. */
	long window() {
		return this.window;
	}

	/**
	 * Takes a message that the other end has sent from its credit.
	 * @throws SessionException if it had no credit for it
	 */
	void received(int bytes) {
		this.receiveWindow -= SessionLimits.cost(bytes);
		if (this.receiveWindow < 0) {
			throw new SessionException(Fault.PROTOCOL, "message: " + bytes + " bytes, for which there was no credit");
		}
	}

	/** Notes that messages were taken. */
	void taken(long cost) {
		this.pendingCredit += cost;
	}

	/**
	 * Gives the other end what was taken.
	 * @return 0 while it is too little to be worth a frame
	 */
	long give() {
		if (this.pendingCredit < this.window / PARTS) {
			return 0;
		}
		long given = this.pendingCredit;
		this.pendingCredit = 0;
		this.receiveWindow += given;
		return given;
	}

	/**
	 * Adds credit that the other end gives.
	 * @throws SessionException if it is more than any window holds
	 */
	void given(long more) {
		this.sendWindow += more;
		if (this.sendWindow > MOST) {
			throw new SessionException(Fault.PROTOCOL,
					"credit: " + this.sendWindow + " bytes (expected: at most " + MOST + ")");
		}
	}

	/** Whether there is credit for a message. */
	boolean admits(int bytes) {
		return this.sendWindow >= SessionLimits.cost(bytes);
	}

	/** Takes a message that this end sends from its credit. */
	void sent(int bytes) {
		this.sendWindow -= SessionLimits.cost(bytes);
	}

}
