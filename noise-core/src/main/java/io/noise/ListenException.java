package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A node that could not listen. The node is unchanged: it may try again or be closed.
 */
public final class ListenException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * The reasons for which a node cannot listen.
	 */
	public enum Reason {

		/** Another socket is bound to the port. */
		PORT_IN_USE,

		/** The host is not an address of this machine. */
		ADDRESS_NOT_LOCAL,

		/** The host name has no address. */
		UNRESOLVED,

		/** The node already listens, or has been closed. */
		STATE,

		/** The operating system refused for another reason; see the cause. */
		REFUSED

	}

	private final String address;

	private final Reason reason;

	/**
	 * Creates an exception.
	 * @param address the address to listen on, host and port
	 * @param reason the reason
	 * @param message the reason in words
	 * @param cause the cause, null if there is none
	 */
	public ListenException(String address, Reason reason, String message, @Nullable Throwable cause) {
		super("listen on " + address + ": " + message, cause);
		this.address = address;
		this.reason = reason;
	}

	/**
	 * Returns the address on which the node was to listen.
	 * @return host and port, as configured
	 */
	public String address() {
		return this.address;
	}

	/**
	 * Returns the reason for which the node could not listen.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

}
