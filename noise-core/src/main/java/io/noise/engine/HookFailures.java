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
 * Counts and logs the exceptions of one node's hooks and message handlers. Remote nodes
 * that make them throw cannot flood the log, however often they reconnect: of a hook's
 * failures with one class of exception, the first ten a minute are logged in full, of
 * whichever peers, and one line has the number of the others. A failure to send to the
 * hook's own peer, or to receive from it, because that is gone, is logged at DEBUG only.
 * From any thread.
 */
final class HookFailures implements Lane.Failures {

	private static final Logger logger = LoggerFactory.getLogger(HookFailures.class);

	/** The failures of a kind that are logged in full in a minute. */
	static final int MAX_LOGGED = 10;

	/** The kinds of failures that are counted apart; all others are one kind. */
	private static final int MAX_KINDS = 256;

	private static final int MAX_NAME_LENGTH = 200;

	private static final int MAX_CAUSES = 16;

	private static final Kind OTHERS = new Kind("Other hooks", "exceptions of any class");

	private final LongAdder counter;

	private final LongSupplier nanoTime;

	private final Object lock = new Object();

	/** The failures since the last line of each kind. Guarded by the lock. */
	private final Map<Kind, Repeated> repeated = new HashMap<>();

	/**
	 * Creates it without failures.
	 * @param counter counts failures
	 * @param nanoTime the clock
	 */
	HookFailures(LongAdder counter, LongSupplier nanoTime) {
		this.counter = counter;
		this.nanoTime = nanoTime;
	}

	/**
	 * A kind of failures, which share a line.
	 *
	 * @param hook the hook or handler, in words
	 * @param thrown the class of the exception
	 */
	private record Kind(String hook, String thrown) {

		/** Distinguishes hooks without their own names by their classes. */
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
		if (isLogged(Kind.of(prefix, hook, name, failure), owner)) {
			log(prefix + name + " failed on " + event + " of " + owner, failure);
		}
	}

	private boolean isLogged(Kind kind, String owner) {
		long now = this.nanoTime.getAsLong();
		String line;
		boolean logged;
		synchronized (this.lock) {
			Kind known = (this.repeated.size() < MAX_KINDS || this.repeated.containsKey(kind)) ? kind : OTHERS;
			Repeated repeated = this.repeated.computeIfAbsent(known, (first) -> new Repeated(first, now));
			line = repeated.isDue(now) ? repeated.summary() : null;
			logged = repeated.add(owner, now);
		}
		if (line != null) {
			logger.warn("{}", line);
		}
		return logged;
	}

	/**
	 * Whether a hook failed because its own peer is gone. Not so for another peer's end,
	 * which the application must learn, nor where something else failed as well.
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
	 * Logs the summaries of minutes that are over. Called when a peer is gone.
	 */
	void logDue() {
		long now = this.nanoTime.getAsLong();
		logSummaries((repeated) -> repeated.isDue(now));
	}

	/**
	 * Logs all summaries. Called at the end of the node.
	 */
	void logRest() {
		logSummaries((repeated) -> repeated.omitted > 0);
	}

	private void logSummaries(Predicate<Repeated> which) {
		List<String> lines;
		synchronized (this.lock) {
			lines = this.repeated.values().stream().filter(which).map(Repeated::summary).toList();
		}
		lines.forEach((line) -> logger.warn("{}", line));
	}

	/** Logs a failure, even if it throws again when it is printed. */
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

		/** The begin of the minute. */
		private long sinceNanos;

		/** The failures that were logged in full in this minute. */
		private int logged;

		/** The failures that were not, since the last summary. */
		private long omitted;

		private String lastOwner = "";

		Repeated(Kind kind, long now) {
			this.kind = kind;
			this.sinceNanos = now;
		}

		private boolean isOver(long now) {
			return now - this.sinceNanos >= LogThrottle.INTERVAL.toNanos();
		}

		/**
		 * Counts a failure.
		 * @return whether it is to be logged in full
		 */
		boolean add(String owner, long now) {
			if (isOver(now)) {
				this.sinceNanos = now;
				this.logged = 0;
			}
			if (this.logged < MAX_LOGGED) {
				this.logged++;
				return true;
			}
			this.omitted++;
			this.lastOwner = owner;
			return false;
		}

		boolean isDue(long now) {
			return this.omitted > 0 && isOver(now);
		}

		String summary() {
			String line = this.kind.hook() + " failed " + this.omitted + " more times with " + this.kind.thrown()
					+ ", the last time for " + this.lastOwner;
			this.omitted = 0;
			return line;
		}

	}

}
