package io.noise;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a connection that we dial. Told on the event loop or in the lane.
 */
interface DialOutcome {

	/** What was dialled. */
	PeerAddress dialed();

	/** Whether it is dialled again when the connection is lost. */
	boolean keepsUp();

	/**
	 * The session stands.
	 * @return false if nobody wants it any more
	 */
	boolean established();

	/** There is a peer, and its hooks have run. */
	void ready(Peer peer);

	/**
	 * The connection has come to its end. Called always, and means a failure only where
	 * there was no peer, or its hooks were given up.
	 */
	void ended(@Nullable DisconnectReason reason, @Nullable Throwable cause);

}
