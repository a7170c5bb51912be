package io.noise.engine;

import io.noise.concurrent.Lane;

/**
 * Makes the lanes of a node.
 */
final class HookLanes {

	private final Lane.Threads threads;

	private final Lane.Failures failures;

	HookLanes(Lane.Threads threads, Lane.Failures failures) {
		this.threads = threads;
		this.failures = failures;
	}

	/**
	 * Makes a lane.
	 * @param owner whose it is, for logs
	 * @param rejected called when the executor takes no more work
	 */
	Lane lane(String owner, Runnable rejected) {
		return new Lane(owner, this.threads, this.failures, rejected);
	}

}
