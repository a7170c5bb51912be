package io.noise.engine;

import java.util.Optional;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that the node at a kept address seems to have another kind of session: at WARN, at
 * most once an hour. Where bytes prove it, at once; otherwise when the signs come twice
 * in a row. From any thread.
 */
final class ReconnectMismatchNotice {

	private static final Logger logger = LoggerFactory.getLogger(ReconnectMismatchNotice.class);

	private static final int ENOUGH = 2;

	private final Object node;

	private final String session;

	private final LongSupplier clock;

	private final Object lock = new Object();

	/** Guarded by the lock. */
	private long dueNanos;

	/** The signs in a row. Guarded by the lock. */
	private int suspicions;

	/**
	 * Creates a notice without signs.
	 * @param node the node, as the log names it
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
	 * Notes the end of a dial or a connection, and logs a mismatch if it is time.
	 * @param seen the signs of a mismatch; empty if there are none
	 * @param suspicious whether they are enough even where they come once
	 */
	void ended(String address, Optional<ConnectionMismatch> seen, boolean suspicious) {
		if (seen.isPresent() && isTime(seen.get().certain() || suspicious)) {
			logger.warn(
					"{} and the node at {} seem to have different kinds of session: {}. Give both the same kind "
							+ "(noise.session; this node has {}); logged at most once an hour",
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
