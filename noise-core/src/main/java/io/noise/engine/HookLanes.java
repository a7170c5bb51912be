package io.noise.engine;

import java.time.Duration;

import io.noise.concurrent.Lane;

/**
 * Creates the lanes of a node.
 */
final class HookLanes {

	private final Lane.Threads threads;

	private final Lane.Failures failures;

	private final Duration slowHookThreshold;

	HookLanes(Lane.Threads threads, Lane.Failures failures, Duration slowHookThreshold) {
		this.slowHookThreshold = slowHookThreshold;
		this.threads = threads;
		this.failures = failures;
	}

	/**
	 * Creates a lane.
	 * @param owner the owner, which prints as its name in logs
	 * @param rejected called when the executor rejects work
	 */
	Lane lane(Object owner, Runnable rejected) {
		return new Lane(owner, this.threads, this.failures, rejected, this.slowHookThreshold);
	}

}
