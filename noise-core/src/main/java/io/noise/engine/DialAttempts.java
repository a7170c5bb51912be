package io.noise.engine;

import java.util.concurrent.RejectedExecutionException;

import io.noise.concurrent.NodeRuntime;

/**
 * Makes the attempts of a node's dials.
 */
final class DialAttempts {

	private final NodeRuntime runtime;

	private final NodeTimeouts timeouts;

	private final int maxConcurrentDials;

	private final DialLookUp lookUp;

	private final DialConnector connector;

	DialAttempts(NodeRuntime runtime, NodeTimeouts timeouts, int maxConcurrentDials, DialLookUp lookUp,
			DialConnector connector) {
		this.runtime = runtime;
		this.timeouts = timeouts;
		this.maxConcurrentDials = maxConcurrentDials;
		this.lookUp = lookUp;
		this.connector = connector;
	}

	/**
	 * Makes an attempt that has not begun.
	 * @throws RejectedExecutionException if the node is closed
	 * @throws IllegalStateException if no event loops can be had
	 */
	DialAttempt attempt(DialTarget target) {
		return new DialAttempt(target, this.runtime.loops().next(), this.timeouts, this.maxConcurrentDials, this.lookUp,
				this.connector);
	}

}
