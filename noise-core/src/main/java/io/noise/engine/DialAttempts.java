package io.noise.engine;

import java.util.concurrent.RejectedExecutionException;

import io.noise.concurrent.NodeRuntime;

/**
 * Creates the attempts of a node's dials.
 */
final class DialAttempts {

	private final NodeRuntime runtime;

	private final DialSettings settings;

	private final DialLookUp lookUp;

	private final DialConnector connector;

	DialAttempts(NodeRuntime runtime, DialSettings settings, DialLookUp lookUp, DialConnector connector) {
		this.runtime = runtime;
		this.settings = settings;
		this.lookUp = lookUp;
		this.connector = connector;
	}

	/**
	 * Creates an attempt that has not begun. The time limit of a dial of the application
	 * runs from now on.
	 * @throws RejectedExecutionException if the node is closed
	 * @throws IllegalStateException if no event loops can be had
	 */
	DialAttempt attempt(DialTarget target) {
		DialAttempt attempt = new DialAttempt(target, this.runtime.loops().next(), this.settings, this.lookUp,
				this.connector);
		if (!target.keepsUp()) {
			attempt.limitTime();
		}
		return attempt;
	}

}
