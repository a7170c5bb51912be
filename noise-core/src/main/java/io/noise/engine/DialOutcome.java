package io.noise.engine;

import java.time.Duration;

import io.noise.DisconnectReason;
import io.noise.Peer;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a connection that we dial. Told on the event loop or in the lane.
 */
interface DialOutcome {

	/** What was dialled. */
	DialAddress dialed();

	/** Whether it is dialled again when the connection is lost. */
	boolean keepsUp();

	/** How long it may take to become a peer, from when there is a connection. */
	Duration handshakeTime();

	/**
	 * The session stands.
	 * @return false if nobody wants it any more
	 */
	boolean established();

	/** There is a peer, and its hooks are about to run. */
	void shown(Connection connection);

	/** Its hooks have run. */
	void ready(Peer peer);

	/**
	 * The connection has come to its end. Called always, perhaps more than once, and
	 * means a failure only where there was no peer, or its hooks were given up.
	 */
	void ended(@Nullable DisconnectReason reason, @Nullable Throwable cause);

}
