package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * An observer of how long the work of a node takes, such as the timers of a monitoring
 * system. Its methods are called by event loops and by threads that run hooks, so they
 * must not block. What they throw is ignored.
 */
public interface NodeObserver {

	/** The kinds of hooks. */
	enum Hook {

		/** A hook of {@link Node#onPeerConnected}. */
		PEER_CONNECTED("onPeerConnected"),

		/** A hook of {@link Node#onPeerDialed}. */
		PEER_DIALED("onPeerDialed"),

		/** A hook of {@link Node#onPeerInit}. */
		PEER_INIT("onPeerInit"),

		/** A hook of {@link Peer#onDisconnect}. */
		DISCONNECT("onDisconnect"),

		/** A hook of {@link Node#onPeerDisconnected}. */
		PEER_DISCONNECTED("onPeerDisconnected"),

		/** A hook of {@link Node#onListenerError}. */
		LISTENER_ERROR("onListenerError"),

		/** A hook of {@link Node#onDialFailed}. */
		DIAL_FAILED("onDialFailed");

		private final String method;

		Hook(String method) {
			this.method = method;
		}

		/**
		 * Returns the name of the method that adds hooks of this kind.
		 * @return a method of {@link Node} or {@link Peer}
		 */
		public String method() {
			return this.method;
		}

	}

	/** The outcomes of requests. */
	enum Outcome {

		/** The request was answered. */
		SUCCESS,

		/** The receiver has no handler for the request. */
		NO_HANDLER,

		/** The handler has rejected the request. */
		REJECTED,

		/** The handler has failed. */
		FAILED,

		/** Too many requests of the connection were open. */
		OVERLOADED,

		/** The reply could not be read. */
		UNREADABLE,

		/** There was no reply in time. */
		TIMEOUT,

		/** The request has not left. */
		NOT_SENT,

		/** The connection ended before the reply came. */
		UNKNOWN,

		/** The reply was not wanted any more, or the requesting side has gone. */
		CANCELLED

	}

	/**
	 * Observes the end of a handshake.
	 * @param direction of the connection
	 * @param failure the reason of its end; null if there is a session
	 * @param nanos the time since the connection was made
	 */
	default void handshake(Direction direction, @Nullable DisconnectReason failure, long nanos) {
	}

	/**
	 * Observes the answer to a ping.
	 * @param nanos the time that it took
	 */
	default void roundTrip(long nanos) {
	}

	/**
	 * Observes the end of a hook. Message handlers are not observed.
	 * @param kind the kind of hook
	 * @param failed whether it threw an exception
	 * @param nanos the time that it took
	 */
	default void hook(Hook kind, boolean failed, long nanos) {
	}

	/**
	 * Observes the end of a request.
	 * @param direction outbound if this node asked, inbound if it was asked
	 * @param opcode the opcode of the type of the request at this node
	 * @param outcome the outcome
	 * @param nanos the time that it took
	 */
	default void request(Direction direction, int opcode, Outcome outcome, long nanos) {
	}

}
