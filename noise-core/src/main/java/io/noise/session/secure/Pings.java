package io.noise.session.secure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The pings of one end that wait for their answers. One question is under way at a time,
 * and whoever asks meanwhile shares its answer. A question that is not answered within
 * the time limit is over: it is asked anew for those who still wait, each of whom waits
 * no longer than the limit. Only an answer to the question under way counts.
 */
final class Pings {

	private final EventLoop loop;

	private final Duration limit;

	private final LongPredicate write;

	private final LongConsumer told;

	private final Object lock = new Object();

	/**
	 * The callers that wait, in the order in which their time is over. Guarded by the
	 * lock. Present while there are some.
	 */
	private @Nullable Set<Caller> callers;

	/** Whether the event loop is about to check who waits. Guarded by the lock. */
	private boolean checking;

	/** Whether there are no more answers. Guarded by the lock. */
	private boolean ended;

	private volatile @Nullable Duration last;

	// From here on: the event loop's alone.

	private long number;

	private boolean underWay;

	private long askedNanos;

	private @Nullable Future<?> timer;

	/**
	 * The pings of one connection.
	 * @param loop the connection's
	 * @param limit how long an answer may take
	 * @param write writes a PING with a number, on the event loop; not if the one before
	 * is not written yet, which then is the question
	 * @param told told of each answer, how many nanoseconds it took; on the event loop
	 */
	Pings(EventLoop loop, Duration limit, LongPredicate write, LongConsumer told) {
		this.loop = loop;
		this.limit = limit;
		this.write = write;
		this.told = told;
	}

	/** A caller that waits. Forgotten as soon as it is completed, by whomever. */
	private static final class Caller extends CompletableFuture<Duration> {

		private final long deadlineNanos;

		Caller(long deadlineNanos) {
			this.deadlineNanos = deadlineNanos;
		}

	}

	/**
	 * Asks. From any thread; completed on the event loop.
	 * @return how long the answer took; who needs it no longer cancels it
	 */
	CompletableFuture<Duration> ask() {
		Caller caller = new Caller(now() + this.limit.toNanos());
		caller.whenComplete((took, failure) -> forget(caller));
		if (!add(caller)) {
			caller.completeExceptionally(cut());
		}
		return caller;
	}

	/**
	 * Adds a caller. Outside of the lock the event loop is asked to check, once for many.
	 */
	private boolean add(Caller caller) {
		boolean first;
		synchronized (this.lock) {
			if (this.ended) {
				return false;
			}
			if (this.callers == null) {
				this.callers = new LinkedHashSet<>();
			}
			this.callers.add(caller);
			first = !this.checking;
			this.checking = true;
		}
		try {
			if (first) {
				this.loop.execute(this::check);
			}
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	private void forget(Caller caller) {
		synchronized (this.lock) {
			remove(List.of(caller));
		}
	}

	private void remove(List<Caller> gone) {
		if (this.callers != null) {
			gone.forEach(this.callers::remove);
			this.callers = this.callers.isEmpty() ? null : this.callers;
		}
	}

	private Set<Caller> present() {
		return (this.callers != null) ? this.callers : Set.of();
	}

	/** The number of callers that wait. From any thread. */
	int waiting() {
		synchronized (this.lock) {
			return present().size();
		}
	}

	/** The time that the last answer took. From any thread. */
	Optional<Duration> lastRoundTrip() {
		return Optional.ofNullable(this.last);
	}

	// --- on the event loop

	/**
	 * Asks on this end's own behalf, unless a question is under way.
	 */
	void askUnlessAsked() {
		if (!this.underWay || sinceAsked() >= this.limit.toNanos()) {
			this.underWay = true;
			this.askedNanos = now();
			if (this.write.test(this.number + 1)) {
				this.number++;
			}
		}
	}

	private long sinceAsked() {
		return now() - this.askedNanos;
	}

	/**
	 * Ends the wait of those who waited for the limit; the others have a question under
	 * way.
	 */
	private void check() {
		long now = now();
		Optional<Caller> oldest;
		List<Caller> late = new ArrayList<>();
		synchronized (this.lock) {
			this.checking = false;
			present().stream().takeWhile((caller) -> caller.deadlineNanos - now <= 0).forEach(late::add);
			remove(late);
			oldest = present().stream().findFirst();
		}
		if (!late.isEmpty()) {
			SessionException tooLate = new SessionException(Fault.SILENT,
					"ping: no answer within " + this.limit + " (noise.limits.ping-timeout)");
			late.forEach((caller) -> caller.completeExceptionally(tooLate));
		}
		oldest.ifPresent((caller) -> {
			askUnlessAsked();
			checkAgain(Math.min(caller.deadlineNanos - now, this.limit.toNanos() - sinceAsked()));
		});
	}

	private void checkAgain(long nanos) {
		if (this.timer != null) {
			this.timer.cancel(false);
		}
		this.timer = this.loop.schedule(this::check, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)),
				TimeUnit.NANOSECONDS);
	}

	void answered(long answered) {
		if (this.underWay && answered == this.number) {
			this.underWay = false;
			Duration took = Duration.ofNanos(sinceAsked());
			this.last = took;
			this.told.accept(took.toNanos());
			takeAll(false).forEach((caller) -> caller.complete(took));
		}
	}

	/** Fails those who wait: there will be no more answers. */
	void end() {
		List<Caller> all = takeAll(true);
		if (!all.isEmpty()) {
			SessionException why = cut();
			all.forEach((caller) -> caller.completeExceptionally(why));
		}
	}

	private List<Caller> takeAll(boolean atTheEnd) {
		if (this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
		synchronized (this.lock) {
			this.ended |= atTheEnd;
			List<Caller> all = List.copyOf(present());
			this.callers = null;
			return all;
		}
	}

	private long now() {
		return this.loop.ticker().nanoTime();
	}

	private static SessionException cut() {
		return new SessionException(Fault.CUT, "ping: the connection ended before the answer came");
	}

}
