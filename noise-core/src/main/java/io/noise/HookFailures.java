package io.noise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hooks and message handlers of one node throw. All of it is counted, and logged
 * so that strangers who make them throw cannot flood the log, however often they come
 * back: the first failure of a hook with one class of exception is told in full, of the
 * others one line a minute says how many there were, of whichever peers; that nothing can
 * be sent to a hook's own peer, or received from it, because it is gone is for debugging
 * only. From any thread.
 */
final class HookFailures {

	private static final Logger logger = LoggerFactory.getLogger(HookFailures.class);

	/** So many kinds of failures are told apart; all beyond are taken for one. */
	private static final int MAX_KINDS = 256;

	private static final int MAX_NAME_LENGTH = 200;

	private static final int MAX_CAUSES = 16;

	private static final Kind OTHERS = new Kind("Other hooks", "exceptions of any class");

	private final LongAdder counter;

	private final LongSupplier nanoTime;

	private final ReentrantLock lock = new ReentrantLock();

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

	/**
	 * A hook has failed.
	 * @param owner whose lane it ran in, as logs and exceptions call it
	 * @param hook the hook: an object whose {@code toString()} is its name
	 * @param event what it was told of: an object whose {@code toString()} says so
	 * @param failure what it threw
	 */
	void add(String owner, Object hook, Object event, Throwable failure) {
		this.counter.increment();
		String name = nameOf(hook);
		if (isEndOf(owner, failure)) {
			logger.debug("{} failed on {} of {}, which is gone: {}", name, event, owner, nameOf(failure));
			return;
		}
		String prefix = (event instanceof Received) ? "Handler " : "Hook ";
		if (isFirst(Kind.of(prefix, hook, name, failure), owner)) {
			log(prefix + name + " failed on " + event + " of " + owner, failure);
		}
	}

	private boolean isFirst(Kind kind, String owner) {
		String line;
		this.lock.lock();
		try {
			Kind known = (this.repeated.size() < MAX_KINDS || this.repeated.containsKey(kind)) ? kind : OTHERS;
			Repeated before = this.repeated.get(known);
			if (before == null) {
				this.repeated.put(known, new Repeated(known, this.nanoTime));
				return true;
			}
			before.add(owner);
			line = before.isDue() ? before.tell() : null;
		}
		finally {
			this.lock.unlock();
		}
		if (line != null) {
			logger.warn("{}", line);
		}
		return false;
	}

	/** Not of another peer's end, which whoever sent to it has to know. */
	private static boolean isEndOf(String owner, Throwable failure) {
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
			if (cause instanceof NoiseException own && own.tellsEndOf(owner)) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	/**
	 * Tells of what has not been told yet, where the last line is a minute old: a peer
	 * has gone.
	 */
	void tellDue() {
		tell(Repeated::isDue);
	}

	/**
	 * Tells of all that has not been told yet: the node ends.
	 */
	void tellRest() {
		tell((failed) -> failed.count > 0);
	}

	private void tell(Predicate<Repeated> which) {
		List<String> lines;
		this.lock.lock();
		try {
			lines = this.repeated.values().stream().filter(which).map(Repeated::tell).toList();
		}
		finally {
			this.lock.unlock();
		}
		lines.forEach((line) -> logger.warn("{}", line));
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
			return "" + hook;
		}
		catch (Throwable ex) {
			return hook.getClass().getName();
		}
	}

	/** Failures of one kind, the first of which was told. Guarded by the lock. */
	private static final class Repeated {

		private final Kind kind;

		private final OncePerMinute line;

		private long count;

		private String lastOwner = "";

		Repeated(Kind kind, LongSupplier nanoTime) {
			this.kind = kind;
			this.line = new OncePerMinute(nanoTime);
			this.line.isTime();
		}

		void add(String owner) {
			this.count++;
			this.lastOwner = owner;
		}

		boolean isDue() {
			return this.count > 0 && this.line.isTime();
		}

		String tell() {
			String told = this.kind.hook() + " failed " + this.count + " more times with " + this.kind.thrown()
					+ ", the last time for " + this.lastOwner;
			this.count = 0;
			return told;
		}

	}

}
