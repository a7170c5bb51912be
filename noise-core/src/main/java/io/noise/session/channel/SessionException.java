package io.noise.session.channel;

import org.jspecify.annotations.Nullable;

/**
 * A session that cannot begin or go on. Strangers cause it, so it carries no stack trace.
 */
public final class SessionException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * The kind of fault.
	 */
	public enum Fault {

		/** The other end speaks something else. */
		FOREIGN,

		/**
		 * The other end could not prove who it is, or the handshake was tampered with.
		 */
		HANDSHAKE,

		/** The other end is this very node. */
		SELF,

		/** This node does not want the other. */
		REJECTED,

		/** A limit of this node is reached. */
		LIMIT,

		/** The other node did not want this one. */
		REFUSED,

		/** A message is longer than this node takes. */
		TOO_LONG,

		/** This node has a connection to the other, and both keep it up. */
		DUPLICATE,

		/** The other node has a connection to this one, and both keep it up. */
		REFUSED_AS_DUPLICATE,

		/** A limit of the other node is reached. */
		REFUSED_BY_LIMIT,

		/** The other end broke the rules of the wire. */
		PROTOCOL,

		/** The stream ended without a word. */
		CUT,

		/** The handshake took too long. */
		LATE,

		/** The other end did not finish in time what it began. */
		UNFINISHED,

		/** The other end gave no sign of life in time. */
		SILENT,

		/** The other end does not read. */
		STALLED

	}

	private final Fault fault;

	/**
	 * A failure.
	 * @param fault what was wrong
	 * @param message the thing, its value and what was expected
	 */
	public SessionException(Fault fault, String message) {
		this(fault, message, null);
	}

	/**
	 * A failure with a cause.
	 * @param fault what was wrong
	 * @param message the thing, its value and what was expected
	 * @param cause what led to it
	 */
	public SessionException(Fault fault, String message, @Nullable Throwable cause) {
		super(message, cause, false, false);
		this.fault = fault;
	}

	/**
	 * The kind of fault.
	 * @return what was wrong
	 */
	public Fault fault() {
		return this.fault;
	}

}
