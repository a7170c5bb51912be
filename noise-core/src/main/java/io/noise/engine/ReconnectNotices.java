package io.noise.engine;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.noise.DisconnectReason;
import io.noise.KeptConnection;
import io.noise.KeptConnection.State;
import io.noise.RemoteReason;
import io.noise.concurrent.NodeRuntime;
import io.noise.limit.LogThrottle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the news of one kept address: that it is away, or back; that the node there has
 * another kind of session, or another version of a type. From any thread.
 */
final class ReconnectNotices {

	private static final Logger logger = LoggerFactory.getLogger(ReconnectNotices.class);

	private final Object node;

	private final String address;

	private final NodeRuntime runtime;

	private final Supplier<KeptConnection> current;

	private final ReconnectAwayNotice away;

	private final ReconnectMismatchNotice mismatches;

	private final LogThrottle typeWarning;

	/** Guarded by this. */
	private @Nullable Future<?> timer;

	/** Guarded by this. */
	private boolean closed;

	/**
	 * Creates the notices of an address that is away.
	 * @param node the node, as the log names it
	 * @param address the address as it was given
	 * @param session the node's kind of session
	 * @param runtime runs the timer
	 * @param current returns the state of the address
	 */
	ReconnectNotices(Object node, String address, String session, NodeRuntime runtime,
			Supplier<KeptConnection> current) {
		this.node = node;
		this.address = address;
		this.runtime = runtime;
		this.current = current;
		LongSupplier clock = runtime.platform()::nanoTime;
		this.typeWarning = new LogThrottle(clock);
		this.away = new ReconnectAwayNotice(clock);
		this.mismatches = new ReconnectMismatchNotice(node, session, clock);
	}

	/**
	 * Starts the time after which it is logged that the address is away.
	 */
	void watch() {
		try {
			Future<?> next = this.runtime.schedule(this::logAway, this.away.nanosUntilDue());
			if (!replaceTimer(next)) {
				next.cancel(false);
			}
		}
		catch (RejectedExecutionException ex) {
			logger.debug("{} is closing: nothing more is logged about {}", this.node, this.address);
		}
	}

	/** Returns false if the notices are closed. */
	private synchronized boolean replaceTimer(@Nullable Future<?> next) {
		if (this.timer != null) {
			this.timer.cancel(false);
		}
		this.timer = next;
		return !this.closed;
	}

	private void logAway() {
		KeptConnection now = this.current.get();
		if (now.state() != State.CONNECTED) {
			this.away.log(this.node, now);
			watch();
		}
	}

	/**
	 * Notes a dial that failed.
	 */
	void failed(Throwable failure) {
		this.mismatches.ended(this.address, ConnectionMismatch.of(failure.getCause()), false);
		logger.debug("{}: {} is dialled again later: {}", this.node, this.address, failure.toString());
	}

	/**
	 * Notes a dial that gave way to one of the node there.
	 */
	void gaveWay() {
		logger.debug("{}: the node at {} keeps this one connected", this.node, this.address);
	}

	/**
	 * Notes a new connection.
	 */
	void connected(Connection made) {
		replaceTimer(null);
		this.away.connected(this.node, this.address, made);
	}

	/**
	 * Notes the end of a connection.
	 * @param lasted whether it lasted for a while
	 * @param wasHere whether the address was there; else its absence goes on
	 */
	void lost(Connection ended, Optional<ConnectionMismatch> mismatch, boolean lasted, boolean wasHere) {
		this.mismatches.ended(this.address, mismatch, !lasted);
		this.away.lost(wasHere);
		ended.life().remoteReason().ifPresent(this::warnOfTypes);
		watch();
	}

	/** Warns of a message that the other node could not decode: its sender can help. */
	private void warnOfTypes(RemoteReason said) {
		if (said.reason() == DisconnectReason.DECODE && this.typeWarning.isTime()) {
			logger.warn("{}: the node at {}, which is kept connected, could not decode a message of this one: {}. "
					+ "Check that both have the same version of the type; logged at most once a minute for an address",
					this.node, this.address, said.words());
		}
	}

	/**
	 * Notes that the address is not dialled any more, since the node is closing.
	 */
	void closing() {
		logger.debug("{} is closing: {} is not dialled any more", this.node, this.address);
	}

	/**
	 * Logs nothing more.
	 */
	void close() {
		synchronized (this) {
			this.closed = true;
		}
		replaceTimer(null);
	}

}
