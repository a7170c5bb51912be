package io.noise.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.noise.KeptConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator of a kept address where nobody is: at WARN when it was away for 20
 * seconds, and each hour after that; and at INFO when it is there, or there again. A
 * connection that ends at once, or that never can work, counts as away, and is told of
 * once.
 */
final class ReconnectAwayNotice {

	static final Duration FIRST = Duration.ofSeconds(20);

	static final Duration AGAIN = Duration.ofHours(1);

	private static final Logger logger = LoggerFactory.getLogger(ReconnectAwayNotice.class);

	private final LongSupplier clock;

	private final Object lock = new Object();

	/** Guarded by the lock, as are the rest. */
	private long awayNanos;

	private long dueNanos;

	/** Whether the next connection is worth a line. */
	private boolean news = true;

	private boolean connectedBefore;

	/**
	 * It is away from now on.
	 * @param clock nanoseconds
	 */
	ReconnectAwayNotice(LongSupplier clock) {
		this.clock = clock;
		begin();
	}

	private void begin() {
		this.awayNanos = this.clock.getAsLong();
		this.dueNanos = this.awayNanos + FIRST.toNanos();
	}

	/**
	 * There is a connection.
	 */
	void connected(Object node, String address, Connection connection) {
		boolean tells;
		boolean again;
		synchronized (this.lock) {
			tells = this.news;
			again = this.connectedBefore;
			this.news = false;
			this.connectedBefore = true;
		}
		if (tells) {
			logger.info("{} is connected{} to {}, {}", node, again ? " again" : "", address,
					connection.identity().map((id) -> "node " + id.toShortString()).orElse("which proves no id"));
		}
	}

	/**
	 * The connection has ended.
	 * @param wasHere whether it was one
	 */
	void lost(boolean wasHere) {
		synchronized (this.lock) {
			if (wasHere) {
				this.news = true;
				begin();
			}
		}
	}

	/**
	 * How long until it is time for a line, if it stays away.
	 */
	long nanosUntilDue() {
		synchronized (this.lock) {
			return Math.max(0, this.dueNanos - this.clock.getAsLong());
		}
	}

	/**
	 * Tells that it is away, if it is time.
	 */
	void tell(Object node, KeptConnection kept) {
		long awayFor;
		synchronized (this.lock) {
			long now = this.clock.getAsLong();
			if (now - this.dueNanos < 0) {
				return;
			}
			awayFor = now - this.awayNanos;
			this.dueNanos = now + AGAIN.toNanos();
			this.news = true;
		}
		logger.warn("{} has had no lasting connection to {} for {} s: {}. {}. It goes on dialling; logged once an hour",
				node, kept.address(), TimeUnit.NANOSECONDS.toSeconds(awayFor), why(kept), advice(kept));
	}

	private static String why(KeptConnection kept) {
		return kept.lastError().map(Enum::name).orElse("no dial has ended yet")
				+ kept.lastMessage().map((words) -> ", " + words).orElse("");
	}

	private static String advice(KeptConnection kept) {
		if (kept.lastError().isEmpty()) {
			return "See whether the network is up, and whether many other addresses do not answer";
		}
		return switch (kept.lastError().get()) {
			case UNRESOLVED -> "Check the name, and whether this machine can look it up";
			case REFUSED ->
				"Check that a node runs there, listens on that port, and is bound to an address that others "
						+ "reach, not to loopback alone";
			case TIMEOUT -> "Check that the machine is up, and that no firewall is in between";
			case SELF -> "Take this address out of those that are kept connected, or give each node a key of its own";
			case HANDSHAKE -> "Check that both nodes have the same kind of session, and trust each other";
			case LIMIT -> "See the log of the node there, or of this one, for the limit, and raise it";
			case LOST -> "See the log of the node there for why it ends the connection";
			case CLOSED, INVALID_ADDRESS -> "See the log before this line";
		};
	}

}
