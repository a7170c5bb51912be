package io.noise.engine;

import java.time.Duration;

/**
 * The settings of dials.
 *
 * @param connectTimeout the most that looking up and connecting take
 * @param handshakeTimeout the most that it takes a connection to become a peer
 * @param maxConcurrentDials the most dials of one kind that have their turn at a time
 */
record DialSettings(Duration connectTimeout, Duration handshakeTimeout, int maxConcurrentDials) {

	static DialSettings of(NodeSettings settings) {
		return new DialSettings(settings.timeouts().connect(), settings.timeouts().handshake(),
				settings.limits().maxConcurrentDials());
	}

	/**
	 * The most that a dial takes, without its hooks.
	 */
	Duration dialTimeout() {
		return this.connectTimeout.plus(this.handshakeTimeout);
	}

}
