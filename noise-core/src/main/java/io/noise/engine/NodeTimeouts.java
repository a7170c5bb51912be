package io.noise.engine;

import java.time.Duration;

/**
 * The time limits of a node. {@link io.noise.Node.Builder} describes each of them.
 */
record NodeTimeouts(Duration connect, Duration handshake, Duration send, Duration receive, Duration drain,
		Duration authorizer, Duration request, Duration slowHook) {

	/**
	 * Returns the most time of an orderly end: one drain timeout for the connections, and
	 * after that another one for the hooks.
	 */
	Duration end() {
		return this.drain.multipliedBy(2);
	}

}
