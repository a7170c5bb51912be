package io.noise.engine;

import java.time.Duration;
import java.util.function.Supplier;

import io.noise.DisconnectReason;
import io.noise.NodeTracer;
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
	 * Returns the context of the thread that dials, once: nothing keeps it after that.
	 * @return opens it; null if there is none
	 */
	default @Nullable Supplier<NodeTracer.Scope> takeContext() {
		return null;
	}

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
