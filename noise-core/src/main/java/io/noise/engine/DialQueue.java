package io.noise.engine;

import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.Direction;
import io.noise.Limits;
import io.noise.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many dials run at a time, and so many peers come of them. The others wait for
 * their turn. Dials of the application and those of connections that are kept up stand in
 * two lines, each with turns of its own, so that kept addresses which do not answer hold
 * up nobody else. The former have failed before never, so that their turns come in their
 * order.
 */
final class DialQueue {

	private final Limits limits;

	private final PeersDraining draining;

	private final Refusals refusals;

	private final Object lock = new Object();

	/** Guarded by the lock, as are the rest. */
	private final Line application = new Line(DialLine.inOrder());

	private final Line kept = new Line(DialLine.byFailures((attempt) -> attempt.target().failures()));

	/** Those that are connecting, and connections that have come of others. */
	private int outbound;

	DialQueue(Limits limits, PeersDraining draining, Refusals refusals) {
		this.limits = limits;
		this.draining = draining;
		this.refusals = refusals;
	}

	/** Some that wait, and how many have their turn. */
	private static final class Line {

		private final DialLine<DialAttempt> waiting;

		private int running;

		Line(DialLine<DialAttempt> waiting) {
			this.waiting = waiting;
		}

	}

	private Line line(DialAttempt attempt) {
		return attempt.target().keepsUp() ? this.kept : this.application;
	}

	/**
	 * Begins a dial, now or when it is its turn. One that cannot wait fails.
	 */
	void add(DialAttempt attempt) {
		boolean full;
		synchronized (this.lock) {
			Line line = line(attempt);
			// Of those that are kept up, there is never more than one for an address.
			full = !attempt.target().keepsUp() && line.running >= this.limits.maxConcurrentDials()
					&& line.waiting.size() >= this.limits.maxWaitingDials();
			if (!full) {
				line.waiting.add(attempt);
			}
		}
		if (full) {
			refuse(attempt, Refusal.MAX_WAITING_DIALS, "dials wait for their turn");
			return;
		}
		attempt.result().whenComplete((peer, failure) -> forget(attempt));
		advance(attempt);
	}

	private void refuse(DialAttempt attempt, Refusal why, String what) {
		this.refusals.byLimit(why, "a dial of " + attempt);
		attempt.refuse(this.refusals.limit(why) + " " + what + " (expected: fewer; the limit is "
				+ why.property().orElseThrow() + ")");
	}

	/**
	 * Gives one that waits the next turn in its line.
	 */
	void hurry(DialAttempt attempt) {
		synchronized (this.lock) {
			line(attempt).waiting.hurry(attempt);
		}
	}

	private void forget(DialAttempt attempt) {
		synchronized (this.lock) {
			line(attempt).waiting.remove(attempt);
		}
	}

	/** Lets those go on who stand in the line of this one. */
	private void advance(DialAttempt last) {
		for (DialAttempt next = next(last); next != null; next = next(last)) {
			String full = takePlace();
			if (full == null) {
				begin(next);
			}
			else {
				turnOver(next);
				this.draining.warnIfHalf(Direction.OUTBOUND);
				refuse(next, Refusal.MAX_OUTBOUND, full);
			}
		}
	}

	/**
	 * Whose turn it is; null if nobody's.
	 */
	private @Nullable DialAttempt next(DialAttempt last) {
		synchronized (this.lock) {
			Line line = line(last);
			DialAttempt next = (line.running < this.limits.maxConcurrentDials()) ? line.waiting.poll() : null;
			line.running += (next != null) ? 1 : 0;
			return next;
		}
	}

	/**
	 * Takes a place among the peers that were dialled.
	 * @return null if it has one, else who takes them all, in words
	 */
	private @Nullable String takePlace() {
		synchronized (this.lock) {
			if (this.outbound >= this.limits.maxOutbound()) {
				return "peers are dialled, or being dialled";
			}
			if (this.draining.count(Direction.OUTBOUND) >= this.limits.maxOutbound()) {
				return "peers that were dialled are disconnected, and their hooks still run";
			}
			this.outbound++;
			return null;
		}
	}

	private void begin(DialAttempt attempt) {
		attempt.connecting().whenComplete((nothing, never) -> {
			turnOver(attempt);
			advance(attempt);
		});
		AtomicBoolean left = new AtomicBoolean();
		attempt.result().whenComplete((peer, failure) -> {
			if (failure != null && !attempt.shown().isDone() && left.compareAndSet(false, true)) {
				leave();
			}
		});
		attempt.shown().thenAccept((connection) -> connection.closed().thenRun(() -> {
			if (left.compareAndSet(false, true)) {
				leave();
			}
		}));
		attempt.start();
	}

	private void turnOver(DialAttempt attempt) {
		synchronized (this.lock) {
			line(attempt).running--;
		}
	}

	private void leave() {
		synchronized (this.lock) {
			this.outbound--;
		}
	}

}
