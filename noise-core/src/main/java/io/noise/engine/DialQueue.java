package io.noise.engine;

import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.Direction;
import io.noise.Limits;
import io.noise.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Bounds concurrent dials and the peers that come of them; other dials wait for their
 * turn. Dials of the application and dials of kept addresses wait in two lines, each with
 * its own turns, so that kept addresses which do not answer hold up no other dial. Turns
 * of the application's dials, which have no earlier failures, go in order. From any
 * thread.
 */
final class DialQueue {

	private final Limits limits;

	private final PeersDraining draining;

	private final Refusals refusals;

	private final Object lock = new Object();

	/** Guarded by the lock, like the next two. */
	private final Line application = new Line(DialLine.inOrder());

	private final Line kept = new Line(DialLine.byFailures((attempt) -> attempt.target().failures()));

	/** Dials that have had their turn and not failed, until their peers are closed. */
	private int outbound;

	DialQueue(Limits limits, PeersDraining draining, Refusals refusals) {
		this.limits = limits;
		this.draining = draining;
		this.refusals = refusals;
	}

	/** The dials that wait, and the number of those that have their turn. */
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
	 * Begins a dial, now or when it is its turn. Fails it where too many wait.
	 */
	void add(DialAttempt attempt) {
		boolean full;
		synchronized (this.lock) {
			Line line = line(attempt);
			// Dials of kept addresses are never more than the addresses.
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
	 * Gives a waiting dial the next turn in its line.
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

	/** Begins dials in the line of an attempt, as many as have a turn now. */
	private void advance(DialAttempt last) {
		for (DialAttempt next = next(last); next != null; next = next(last)) {
			String full = acquirePlace();
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
	 * Returns the next dial in the line of an attempt; null if none has a turn.
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
	 * Acquires a place among the outbound peers.
	 * @return null if there was one, else the holders of all places, in words
	 */
	private @Nullable String acquirePlace() {
		synchronized (this.lock) {
			if (this.outbound >= this.limits.maxOutbound()) {
				return "outbound peers are connected or being dialled";
			}
			if (this.draining.count(Direction.OUTBOUND) >= this.limits.maxOutbound()) {
				return "outbound peers are disconnected, and their hooks still run";
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
		AtomicBoolean released = new AtomicBoolean();
		attempt.result().whenComplete((peer, failure) -> {
			if (failure != null && !attempt.shown().isDone() && released.compareAndSet(false, true)) {
				releasePlace();
			}
		});
		attempt.shown().thenAccept((connection) -> connection.closed().thenRun(() -> {
			if (released.compareAndSet(false, true)) {
				releasePlace();
			}
		}));
		attempt.start();
	}

	private void turnOver(DialAttempt attempt) {
		synchronized (this.lock) {
			line(attempt).running--;
		}
	}

	private void releasePlace() {
		synchronized (this.lock) {
			this.outbound--;
		}
	}

}
