package io.noise.engine;

import java.time.Duration;

import io.noise.DisconnectReason;
import io.noise.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a connection that this node dials. Called on the event loop or in the lane.
 */
interface DialOutcome {

	/** The target of the dial. */
	DialTarget target();

	/** The time in which a connection that was just made must become a peer. */
	Duration handshakeTime();

	/**
	 * Notes that the session is established.
	 * @return false if the connection is not wanted any more
	 */
	boolean established();

	/** Notes that there is a peer, and its hooks are about to run. */
	void shown();

	/** Notes that the first hooks of the peer have run. */
	void ready(Peer peer);

	/**
	 * Notes the end of a connection before its peer was ready, perhaps more than once;
	 * means a failure only where there was no peer, or its hooks were given up.
	 */
	void ended(@Nullable DisconnectReason reason, @Nullable Throwable cause);

}
