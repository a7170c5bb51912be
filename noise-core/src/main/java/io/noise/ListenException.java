package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * A node could not listen. It is as it was before: it may try again or be closed.
 */
public final class ListenException extends NoiseException {

	private static final long serialVersionUID = 1L;

	/**
	 * Why a node could not listen.
	 */
	public enum Reason {

		/** Another socket holds the port. */
		PORT_IN_USE,

		/** The host is not an address of this machine. */
		ADDRESS_NOT_LOCAL,

		/** The host has no address. */
		UNRESOLVED,

		/** The node listens already, or has been closed. */
		STATE,

		/** The operating system refused for another reason, which the cause tells. */
		REFUSED

	}

	private final String address;

	private final Reason reason;

	/**
	 * Makes an exception.
	 * @param address where the node was to listen, host and port
	 * @param reason why it could not
	 * @param message the same in words
	 * @param cause what else is to blame, null where nothing is
	 */
	public ListenException(String address, Reason reason, String message, @Nullable Throwable cause) {
		super("listen on " + address + ": " + message, cause);
		this.address = address;
		this.reason = reason;
	}

	/**
	 * Where the node was to listen.
	 * @return host and port, as configured
	 */
	public String address() {
		return this.address;
	}

	/**
	 * Why it could not.
	 * @return the reason
	 */
	public Reason reason() {
		return this.reason;
	}

}
