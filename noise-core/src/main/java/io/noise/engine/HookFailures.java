package io.noise.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.noise.NoiseException;
import io.noise.concurrent.HookName;
import io.noise.concurrent.Lane;
import io.noise.limit.LogThrottle;
import io.noise.message.ReceivedMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hooks and message handlers of one node throw. All of it is counted, and logged
 * so that strangers who make them throw cannot flood the log, however often they come
 * back: of a hook's failures with one class of exception, the first ten a minute are told
 * in full, of whichever peers, and one line says how many more there were; that nothing
 * can be sent to a hook's own peer, or received from it, because it is gone is for
 * debugging only. From any thread.
 */
final class HookFailures implements Lane.Failures {

	private static final Logger logger = LoggerFactory.getLogger(HookFailures.class);

	/** So many failures of a kind are told in full in a minute. */
	static final int MAX_TOLD = 10;

	/** So many kinds of failures are told apart; all beyond are taken for one. */
	private static final int MAX_KINDS = 256;

	private static final int MAX_NAME_LENGTH = 200;

	private static final int MAX_CAUSES = 16;

	private static final Kind OTHERS = new Kind("Other hooks", "exceptions of any class");

	private final LongAdder counter;

	private final LongSupplier nanoTime;

	private final Object lock = new Object();

	/** What failed before. Guarded by the lock. */
	private final Map<Kind, Repeated> repeated = new HashMap<>();

	/**
	 * Nothing has failed yet.
	 * @param counter counts failures
	 * @param nanoTime the clock
	 */
	HookFailures(LongAdder counter, LongSupplier nanoTime) {
		this.counter = counter;
		this.nanoTime = nanoTime;
	}

	/**
	 * Failures that are told of together.
	 *
	 * @param hook what failed, in words
	 * @param thrown the class of what it threw
	 */
	private record Kind(String hook, String thrown) {

		/** Hooks without names of their own are told apart by their classes. */
		static Kind of(String prefix, Object hook, String name, Throwable failure) {
			String identity = "@" + Integer.toHexString(System.identityHashCode(hook));
			String known = name.endsWith(identity) ? name.substring(0, name.length() - identity.length()) : name;
			return new Kind(prefix + known.substring(0, Math.min(known.length(), MAX_NAME_LENGTH)),
					failure.getClass().getName());
		}

	}

	@Override
	public void add(String owner, Object hook, Object event, Throwable failure) {
		this.counter.increment();
		String name = HookName.of(hook);
		if (isEndOf(owner, failure)) {
			logger.debug("{} failed on {} of {}, which is gone: {}", name, event, owner, HookName.of(failure));
			return;
		}
		String prefix = (event instanceof ReceivedMessage) ? "Handler " : "Hook ";
		if (isTold(Kind.of(prefix, hook, name, failure), owner)) {
			log(prefix + name + " failed on " + event + " of " + owner, failure);
		}
	}

	private boolean isTold(Kind kind, String owner) {
		long now = this.nanoTime.getAsLong();
		String line;
		boolean told;
		synchronized (this.lock) {
			Kind known = (this.repeated.size() < MAX_KINDS || this.repeated.containsKey(kind)) ? kind : OTHERS;
			Repeated repeated = this.repeated.computeIfAbsent(known, (first) -> new Repeated(first, now));
			line = repeated.isDue(now) ? repeated.tell() : null;
			told = repeated.add(owner, now);
		}
		if (line != null) {
			logger.warn("{}", line);
		}
		return told;
	}

	/**
	 * Not of another peer's end, which whoever sent to it has to know, and not where
	 * something else failed as well.
	 */
	private static boolean isEndOf(String owner, Throwable failure) {
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
			if (cause.getSuppressed().length > 0) {
				return false;
			}
			if (cause instanceof NoiseException own
					&& own.endedPeer().map(ConnectionId::words).filter(owner::equals).isPresent()) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	/**
	 * Tells of what has not been told in a minute that is over: a peer has gone.
	 */
	void tellDue() {
		long now = this.nanoTime.getAsLong();
		tell((repeated) -> repeated.isDue(now));
	}

	/**
	 * Tells of all that has not been told yet: the node ends.
	 */
	void tellRest() {
		tell((repeated) -> repeated.untold > 0);
	}

	private void tell(Predicate<Repeated> which) {
		List<String> lines;
		synchronized (this.lock) {
			lines = this.repeated.values().stream().filter(which).map(Repeated::tell).toList();
		}
		lines.forEach((line) -> logger.warn("{}", line));
	}

	/** A failure may be of a kind that fails again when it is printed. */
	@Override
	public void log(String what, Throwable failure) {
		try {
			logger.warn(what, failure);
		}
		catch (Throwable unprintable) {
			logger.warn("{}, with a {} that cannot be printed", what, failure.getClass().getName());
		}
	}

	/** Failures of one kind. Guarded by the lock. */
	private static final class Repeated {

		private final Kind kind;

		/** When the minute began. */
		private long sinceNanos;

		/** How many of them were told in this minute. */
		private int told;

		private long untold;

		private String lastOwner = "";

		Repeated(Kind kind, long now) {
			this.kind = kind;
			this.sinceNanos = now;
		}

		private boolean isOver(long now) {
			return now - this.sinceNanos >= LogThrottle.INTERVAL.toNanos();
		}

		/**
		 * Counts one.
		 * @return whether it is to be told in full
		 */
		boolean add(String owner, long now) {
			if (isOver(now)) {
				this.sinceNanos = now;
				this.told = 0;
			}
			if (this.told < MAX_TOLD) {
				this.told++;
				return true;
			}
			this.untold++;
			this.lastOwner = owner;
			return false;
		}

		boolean isDue(long now) {
			return this.untold > 0 && isOver(now);
		}

		String tell() {
			String line = this.kind.hook() + " failed " + this.untold + " more times with " + this.kind.thrown()
					+ ", the last time for " + this.lastOwner;
			this.untold = 0;
			return line;
		}

	}

}
