package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A dial that did not lead to a peer.
 */
public final class DialException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * Why a dial failed.
	 */
	public enum Reason {

		/** The host has no address. */
		UNRESOLVED,

		/** Nobody listens there, or no way leads there. */
		REFUSED,

		/** No connection within the connect timeout. */
		TIMEOUT,

		/** The address is the node's own. */
		SELF,

		/** A connection was made, but no session. */
		HANDSHAKE,

		/** A limit forbids one more connection. */
		LIMIT,

		/** This node is closed or closing, or the dial was cancelled. */
		CLOSED,

		/**
		 * There was a connection, and it ended: the last error of an address that is kept
		 * connected, never of a dial.
		 */
		LOST,

		/** The text is not an address. */
		INVALID_ADDRESS

	}

	private final String address;

	private final Reason reason;

	/**
	 * A dial that failed.
	 * @param address what was dialled, as it was given
	 * @param reason why it failed
	 * @param message the same in words
	 * @param cause what else is to blame, null where nothing is
	 */
	public DialException(String address, Reason reason, String message, @Nullable Throwable cause) {
		super("dial " + address + ": " + message, cause);
		this.address = address;
		this.reason = reason;
	}

	/**
	 * What was dialled.
	 * @return the address as it was given
	 */
	public String address() {
		return this.address;
	}

	/**
	 * Why it failed.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

}
