package io.noise;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hooks and message handlers of one lane throw. All of it is counted, and logged
 * so that a stranger who makes them throw cannot flood the log: a hook's first failure is
 * told in full, of the others one a minute, with how many there were in between; that
 * nothing can be sent to this lane's own peer, or received from it, because it is gone is
 * for debugging only. The lane's alone.
 */
final class HookFailures {

	private static final Logger logger = LoggerFactory.getLogger(HookFailures.class);

	/** How often a hook that fails again and again is told of. */
	static final Duration INTERVAL = Duration.ofMinutes(1);

	/** So many hooks are told apart; one more than that are taken for one. */
	private static final int MAX_HOOKS = 256;

	private static final int MAX_CAUSES = 16;

	private static final Object OTHERS = "another hook";

	private final String owner;

	private final LongAdder counter;

	private final LongSupplier nanoTime;

	/** What failed before, by hook. */
	private final IdentityHashMap<Object, Repeated> repeated = new IdentityHashMap<>(0);

	/**
	 * Nothing has failed yet.
	 * @param owner whose hooks they are, as logs and exceptions call it
	 * @param counter counts failures
	 * @param nanoTime the clock
	 */
	HookFailures(String owner, LongAdder counter, LongSupplier nanoTime) {
		this.owner = owner;
		this.counter = counter;
		this.nanoTime = nanoTime;
	}

	/**
	 * A hook has failed.
	 * @param hook the hook: an object whose {@code toString()} is its name
	 * @param event what it was told of: an object whose {@code toString()} says so
	 * @param failure what it threw
	 */
	void add(Object hook, Object event, Throwable failure) {
		this.counter.increment();
		if (isEndOfOwner(failure)) {
			logger.debug("{} failed on {} of {}, which is gone: {}", nameOf(hook), event, this.owner, nameOf(failure));
			return;
		}
		Object known = (this.repeated.size() < MAX_HOOKS || this.repeated.containsKey(hook)) ? hook : OTHERS;
		Repeated before = this.repeated.get(known);
		long now = this.nanoTime.getAsLong();
		if (before == null) {
			String what = ((event instanceof Received) ? "Handler " : "Hook ") + nameOf(hook);
			this.repeated.put(known, new Repeated((known == hook) ? what : "Other hooks", now));
			log(what + " failed on " + event + " of " + this.owner, failure);
		}
		else {
			before.count++;
			if (now - before.toldNanos >= INTERVAL.toNanos()) {
				before.toldNanos = now;
				tell(before);
			}
		}
	}

	/** Not of another peer's end, which whoever sent to it has to know. */
	private boolean isEndOfOwner(Throwable failure) {
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
			if (cause instanceof NoiseException own && own.tellsEndOf(this.owner)) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	/**
	 * Tells of what has not been told yet; the owner's hooks have all run.
	 */
	void tellRest() {
		this.repeated.values().forEach(this::tell);
	}

	private void tell(Repeated failed) {
		if (failed.count > 0) {
			logger.warn("{} failed {} more times for {}", failed.what, failed.count, this.owner);
			failed.count = 0;
		}
	}

	/** A failure may be of a kind that fails again when it is printed. */
	static void log(String what, Throwable failure) {
		try {
			logger.warn(what, failure);
		}
		catch (Throwable unprintable) {
			logger.warn("{}, with a {} that cannot be printed", what, failure.getClass().getName());
		}
	}

	/**
	 * The name of a hook, which may fail to give it.
	 */
	static String nameOf(Object hook) {
		try {
			return String.valueOf(hook);
		}
		catch (Throwable ex) {
			return hook.getClass().getName();
		}
	}

	/** Failures of one hook. */
	private static final class Repeated {

		private final String what;

		private long toldNanos;

		private long count;

		Repeated(String what, long toldNanos) {
			this.what = what;
			this.toldNanos = toldNanos;
		}

	}

}
