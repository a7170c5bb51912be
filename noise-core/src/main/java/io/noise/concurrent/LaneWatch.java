package io.noise.concurrent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports a hook that blocks its lane while something waits: once, and again when it has
 * returned. It looks only after something has begun to wait, once per threshold, so calls
 * of hooks cost nothing.
 */
final class LaneWatch {

	private static final Logger logger = LoggerFactory.getLogger(LaneWatch.class);

	private final String owner;

	private final Lane.Threads threads;

	private final Duration threshold;

	private final LaneHook hook;

	private final BooleanSupplier waits;

	private final AtomicBoolean watches = new AtomicBoolean();

	/**
	 * Creates it without watching.
	 * @param owner the name of the lane's owner in logs
	 * @param threads has timers
	 * @param threshold the time after which a hook is reported
	 * @param hook the hook that runs in the lane
	 * @param waits whether something waits for the lane
	 */
	LaneWatch(String owner, Lane.Threads threads, Duration threshold, LaneHook hook, BooleanSupplier waits) {
		this.owner = owner;
		this.threads = threads;
		this.threshold = threshold;
		this.hook = hook;
		this.waits = waits;
	}

	/**
	 * Watches, since something waits. Called by any thread.
	 */
	void begin() {
		if (!this.watches.get() && this.watches.compareAndSet(false, true)) {
			lookLater();
		}
	}

	private void lookLater() {
		int call = this.hook.calls();
		if (!this.threads.runLater(() -> look(call), this.threshold)) {
			this.watches.set(false);
		}
	}

	/** Looks whether the same call still runs. */
	private void look(int call) {
		if (!this.waits.getAsBoolean()) {
			this.watches.set(false);
			return;
		}
		Object name = this.hook.name();
		if (name == null || this.hook.calls() != call) {
			lookLater();
			return;
		}
		String words = HookName.of(name);
		logger.warn("{} of {} has blocked for more than {}, and hooks or messages of this peer wait for it", words,
				this.owner, this.threshold);
		this.hook.returns().whenComplete((nothing, never) -> {
			logger.warn("{} of {} has returned, after it had blocked for more than {}", words, this.owner,
					this.threshold);
			this.watches.set(false);
			if (this.waits.getAsBoolean()) {
				// Perhaps for another slow one, and nothing more arrives.
				begin();
			}
		});
	}

}
