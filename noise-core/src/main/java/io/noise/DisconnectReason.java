package io.noise;

/**
 * The reasons for which a connection ends. The first cause counts; each side has its own
 * reason.
 */
public enum DisconnectReason {

	/** The application called {@link Peer#disconnect()} on this side. */
	LOCAL,

	/** The other side closed the connection. */
	REMOTE,

	/** This node was closed. */
	SHUTDOWN,

	/**
	 * The connection broke: a reset, a host that disappeared, or an end in the middle of
	 * a frame.
	 */
	CONNECTION_LOST,

	/**
	 * The other side did not complete a frame or a handshake in time, or gave no sign of
	 * life.
	 */
	IDLE,

	/** The other side violated the protocol of the session. */
	PROTOCOL,

	/** A received message could not be decoded. */
	DECODE,

	/**
	 * A limit was exceeded, such as the maximum size of a message, or the executor
	 * rejected work of this peer.
	 */
	LIMIT,

	/** The peer is not trusted or not authorized. */
	REJECTED,

	/** The other side did not read the data sent to it. */
	SLOW_CONSUMER

}
