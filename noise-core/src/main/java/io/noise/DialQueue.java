package io.noise;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Lets so many dials run at a time, and so many peers come of them. The others wait for
 * their turn, in their order.
 */
final class DialQueue {

	private final NodeContext context;

	private final Limits limits;

	private final ReentrantLock lock = new ReentrantLock();

	/** In their order. Guarded by the lock, as are the rest. */
	private final Set<DialAttempt> waiting = new LinkedHashSet<>();

	/** Those that are connecting. */
	private int running;

	/** Those and what has come of others. */
	private int outbound;

	DialQueue(NodeContext context) {
		this.context = context;
		this.limits = context.settings().nodeLimits();
	}

	/**
	 * Begins a dial, now or when it is its turn. One that cannot wait fails.
	 */
	void add(DialAttempt attempt) {
		boolean full;
		this.lock.lock();
		try {
			full = this.running >= this.limits.maxConcurrentDials()
					&& this.waiting.size() >= this.limits.maxWaitingDials();
			if (!full) {
				this.waiting.add(attempt);
			}
		}
		finally {
			this.lock.unlock();
		}
		if (full) {
			refuse(attempt, Refusal.MAX_WAITING_DIALS, "dials wait for their turn");
			return;
		}
		attempt.result().whenComplete((peer, failure) -> forget(attempt));
		advance();
	}

	private void refuse(DialAttempt attempt, Refusal why, String what) {
		this.context.refusals().byLimit(this.context.node(), why, "a dial of " + attempt);
		attempt.refuse(this.context.settings().limit(why) + " " + what + " (expected: fewer; the limit is "
				+ why.property() + ")");
	}

	private void forget(DialAttempt attempt) {
		this.lock.lock();
		try {
			this.waiting.remove(attempt);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void advance() {
		for (DialAttempt next = next(); next != null; next = next()) {
			String taken = takePlace();
			if (taken == null) {
				begin(next);
			}
			else {
				turnOver();
				this.context.windingUp().tell(Direction.OUTBOUND);
				refuse(next, Refusal.MAX_OUTBOUND, taken);
			}
		}
	}

	/**
	 * Whose turn it is; null if nobody's.
	 */
	private @Nullable DialAttempt next() {
		this.lock.lock();
		try {
			Iterator<DialAttempt> first = this.waiting.iterator();
			if (this.running >= this.limits.maxConcurrentDials() || !first.hasNext()) {
				return null;
			}
			DialAttempt next = first.next();
			first.remove();
			this.running++;
			return next;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes a place among the peers that were dialled.
	 * @return null if it has one, else who takes them all, in words
	 */
	private @Nullable String takePlace() {
		this.lock.lock();
		try {
			if (this.outbound >= this.limits.maxOutbound()) {
				return "peers are dialled, or being dialled";
			}
			if (this.context.windingUp().count(Direction.OUTBOUND) >= this.limits.maxOutbound()) {
				return "peers that were dialled are disconnected, and their hooks still run";
			}
			this.outbound++;
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void begin(DialAttempt attempt) {
		attempt.connecting().whenComplete((nothing, never) -> {
			turnOver();
			advance();
		});
		attempt.result().whenComplete((peer, failure) -> {
			if (failure != null) {
				leave();
			}
			else {
				peer.closed().whenComplete((nothing, never) -> leave());
			}
		});
		attempt.start();
	}

	private void turnOver() {
		this.lock.lock();
		try {
			this.running--;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void leave() {
		this.lock.lock();
		try {
			this.outbound--;
		}
		finally {
			this.lock.unlock();
		}
	}

}
