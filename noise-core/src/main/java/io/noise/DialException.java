package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A dial that did not lead to a peer.
 */
public final class DialException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * The reasons for which a dial fails.
	 */
	public enum Reason {

		/** The host name has no address. */
		UNRESOLVED,

		/** Nothing listens at the address, or there is no route to it. */
		REFUSED,

		/** There was no connection within the connect timeout. */
		TIMEOUT,

		/** The address is that of the dialling node. */
		SELF,

		/** There was a connection, but no session. */
		HANDSHAKE,

		/** A limit forbids another connection. */
		LIMIT,

		/** The dialling node is closed or closing, or the dial was cancelled. */
		CLOSED,

		/**
		 * The connection existed and has ended. This is the last error of an address that
		 * is kept connected, never of a dial.
		 */
		LOST,

		/** The text is not an address. */
		INVALID_ADDRESS

	}

	private final String address;

	private final Reason reason;

	/**
	 * Creates an exception.
	 * @param address the dialled address, as it was given
	 * @param reason the reason
	 * @param message the reason in words
	 * @param cause the cause, null if there is none
	 */
	public DialException(String address, Reason reason, String message, @Nullable Throwable cause) {
		super("dial " + address + ": " + message, cause);
		this.address = address;
		this.reason = reason;
	}

	/**
	 * Returns the address that was dialled.
	 * @return the address as it was given
	 */
	public String address() {
		return this.address;
	}

	/**
	 * Returns the reason for which the dial failed.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

}
