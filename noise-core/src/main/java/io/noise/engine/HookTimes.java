package io.noise.engine;

import java.util.function.LongSupplier;

import io.noise.NodeObserver;
import io.noise.concurrent.Lane;

/**
 * Calls hooks and tells how long they take, where anybody wants to know.
 */
final class HookTimes {

	private final NodeTally tally;

	private final LongSupplier nanoTime;

	HookTimes(NodeTally tally, LongSupplier nanoTime) {
		this.tally = tally;
		this.nanoTime = nanoTime;
	}

	/**
	 * Calls a hook. From inside a task of the lane.
	 * @param name the hook, as logs name it
	 */
	void call(NodeObserver.Hook kind, Lane lane, Object name, Lane.Hook hook) {
		if (!this.tally.isObserved()) {
			lane.call(name, kind.method(), hook);
			return;
		}
		long begin = this.nanoTime.getAsLong();
		boolean good = lane.call(name, kind.method(), hook);
		long took = this.nanoTime.getAsLong() - begin;
		this.tally.tell((observer) -> observer.hook(kind, !good, took));
	}

}
