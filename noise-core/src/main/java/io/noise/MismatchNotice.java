package io.noise;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator of a kept address where another kind of session seems to be spoken:
 * at WARN, at most once an hour. Where bytes tell it, at once; where it only looks like
 * that, when it does so twice in a row.
 */
final class MismatchNotice {

	private static final Logger logger = LoggerFactory.getLogger(MismatchNotice.class);

	private static final int ENOUGH = 2;

	private final LongSupplier clock;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock, as are the rest. */
	private long dueNanos;

	private int suspicions;

	/**
	 * Nothing was seen yet.
	 * @param clock nanoseconds
	 */
	MismatchNotice(LongSupplier clock) {
		this.clock = clock;
		this.dueNanos = clock.getAsLong();
	}

	/**
	 * A dial, or a connection, has ended.
	 * @param seen what makes a mismatch likely, empty if nothing does
	 * @param suspicious whether it is so likely that it need not be seen twice
	 */
	void ended(Node node, String address, Optional<Mismatch> seen, boolean suspicious) {
		if (seen.isPresent() && isTime(seen.get().certain() || suspicious)) {
			logger.warn(
					"{} and the node at {} seem to have different kinds of session: {}. Give both the same kind "
							+ "(noise.session; this node has {}). Logged once an hour",
					node, address, seen.get().words(), node.session());
		}
		else if (seen.isEmpty()) {
			clear();
		}
	}

	private boolean isTime(boolean enough) {
		this.lock.lock();
		try {
			this.suspicions++;
			long now = this.clock.getAsLong();
			boolean time = (enough || this.suspicions >= ENOUGH) && now - this.dueNanos >= 0;
			if (time) {
				this.dueNanos = now + AwayNotice.AGAIN.toNanos();
			}
			return time;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void clear() {
		this.lock.lock();
		try {
			this.suspicions = 0;
		}
		finally {
			this.lock.unlock();
		}
	}

}
