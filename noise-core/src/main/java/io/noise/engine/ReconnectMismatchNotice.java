package io.noise.engine;

import java.util.Optional;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator of a kept address where another kind of session seems to be spoken:
 * at WARN, at most once an hour. Where bytes tell it, at once; where it only looks like
 * that, when it does so twice in a row.
 */
final class ReconnectMismatchNotice {

	private static final Logger logger = LoggerFactory.getLogger(ReconnectMismatchNotice.class);

	private static final int ENOUGH = 2;

	private final Object node;

	private final String session;

	private final LongSupplier clock;

	private final Object lock = new Object();

	/** Guarded by the lock, as are the rest. */
	private long dueNanos;

	private int suspicions;

	/**
	 * Has seen nothing yet.
	 * @param node the node, as the log calls it
	 * @param session its kind of session
	 * @param clock nanoseconds
	 */
	ReconnectMismatchNotice(Object node, String session, LongSupplier clock) {
		this.node = node;
		this.session = session;
		this.clock = clock;
		this.dueNanos = clock.getAsLong();
	}

	/**
	 * A dial, or a connection, has ended.
	 * @param seen what makes a mismatch likely, empty if nothing does
	 * @param suspicious whether it is so likely that it need not be seen twice
	 */
	void ended(String address, Optional<ConnectionMismatch> seen, boolean suspicious) {
		if (seen.isPresent() && isTime(seen.get().certain() || suspicious)) {
			logger.warn(
					"{} and the node at {} seem to have different kinds of session: {}. Give both the same kind "
							+ "(noise.session; this node has {}). Logged once an hour",
					this.node, address, seen.get().words(), this.session);
		}
		else if (seen.isEmpty()) {
			clear();
		}
	}

	private boolean isTime(boolean enough) {
		synchronized (this.lock) {
			this.suspicions++;
			long now = this.clock.getAsLong();
			boolean time = (enough || this.suspicions >= ENOUGH) && now - this.dueNanos >= 0;
			if (time) {
				this.dueNanos = now + ReconnectAwayNotice.AGAIN.toNanos();
			}
			return time;
		}
	}

	private void clear() {
		synchronized (this.lock) {
			this.suspicions = 0;
		}
	}

}
