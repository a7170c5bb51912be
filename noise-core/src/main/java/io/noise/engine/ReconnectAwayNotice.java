package io.noise.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.noise.KeptConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that there is no lasting connection to a kept address: at WARN after 20 seconds
 * and each hour after that; and at INFO that there is one, or one again. An address whose
 * connections end at once, or can never work, counts as away, and its connection is
 * logged once. From any thread.
 */
final class ReconnectAwayNotice {

	static final Duration FIRST = Duration.ofSeconds(20);

	static final Duration AGAIN = Duration.ofHours(1);

	private static final Logger logger = LoggerFactory.getLogger(ReconnectAwayNotice.class);

	private final LongSupplier clock;

	private final Object lock = new Object();

	/** The begin of the absence. Guarded by the lock, like all that follows. */
	private long awayNanos;

	private long dueNanos;

	/** Whether the next connection is logged. */
	private boolean logsNext = true;

	private boolean connectedBefore;

	/**
	 * Creates the notice of an address that is away from now on.
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
	 * Logs a new connection, unless that is not news.
	 */
	void connected(Object node, String address, Connection connection) {
		boolean logs;
		boolean again;
		synchronized (this.lock) {
			logs = this.logsNext;
			again = this.connectedBefore;
			this.logsNext = false;
			this.connectedBefore = true;
		}
		if (logs) {
			logger.info("{} is connected{} to {}, {}", node, again ? " again" : "", address,
					connection.identity().map((id) -> "node " + id.toShortString()).orElse("which proves no id"));
		}
	}

	/**
	 * Notes the end of the connection.
	 * @param wasHere whether the address was there; else its absence goes on
	 */
	void lost(boolean wasHere) {
		synchronized (this.lock) {
			if (wasHere) {
				this.logsNext = true;
				begin();
			}
		}
	}

	/**
	 * Returns the time until the next line, if the address stays away.
	 */
	long nanosUntilDue() {
		synchronized (this.lock) {
			return Math.max(0, this.dueNanos - this.clock.getAsLong());
		}
	}

	/**
	 * Logs that the address is away, if it is time.
	 */
	void log(Object node, KeptConnection kept) {
		long awayFor;
		synchronized (this.lock) {
			long now = this.clock.getAsLong();
			if (now - this.dueNanos < 0) {
				return;
			}
			awayFor = now - this.awayNanos;
			this.dueNanos = now + AGAIN.toNanos();
			this.logsNext = true;
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
			return "Check that the network is up, and whether many other addresses do not answer";
		}
		return switch (kept.lastError().get()) {
			case UNRESOLVED -> "Check the name, and whether this machine can look it up";
			case REFUSED ->
				"Check that a node runs there, listens on that port, and is bound to an address that others "
						+ "can reach, not to loopback alone";
			case TIMEOUT -> "Check that the machine is up, and that no firewall is in between";
			case SELF -> "Remove this address from those that are kept connected, or give each node its own key";
			case HANDSHAKE -> "Check that both nodes have the same kind of session, and trust each other";
			case LIMIT -> "Find the limit in the log of the node there, or of this one, and raise it";
			case LOST -> "Find in the log of the node there why it ends the connection";
			case CLOSED, INVALID_ADDRESS -> "See the log before this line";
		};
	}

}
