package io.noise;

/**
 * Why a connection ended. The first cause counts; each side sees its own.
 */
public enum DisconnectReason {

	/** {@link Peer#disconnect()} was called on this side. */
	LOCAL,

	/** The other side closed the connection. */
	REMOTE,

	/** This node was closed. */
	SHUTDOWN,

	/**
	 * The connection broke: a reset, a host that vanished, an end in the middle of a
	 * frame.
	 */
	CONNECTION_LOST,

	/** A frame was begun and not finished in time, or a handshake. */
	IDLE,

	/** What came does not follow the protocol of the session. */
	PROTOCOL,

	/** A message came that cannot be decoded. */
	DECODE,

	/**
	 * A limit was exceeded: a message too long, or an executor that takes no more work.
	 */
	LIMIT,

	/** The peer is not welcome here. */
	REJECTED,

	/** The other side does not take what it is sent. */
	SLOW_CONSUMER

}
