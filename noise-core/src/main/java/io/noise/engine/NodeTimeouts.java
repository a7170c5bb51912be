package io.noise.engine;

import java.time.Duration;

/**
 * The time limits of a node. {@link io.noise.Node.Builder} says what each one means.
 */
record NodeTimeouts(Duration connect, Duration handshake, Duration send, Duration receive, Duration drain,
		Duration authorizer) {

	/**
	 * The most that an orderly end takes: the connections have one drain timeout, the
	 * hooks after that another one.
	 */
	Duration end() {
		return this.drain.multipliedBy(2);
	}

}
