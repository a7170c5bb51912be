package io.noise.engine;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
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
 * The lines of the log about one address that is kept connected: that it is away, or
 * back; that another kind of session is spoken there, or another version of a type.
 */
final class ReconnectNotices {

	private static final Logger logger = LoggerFactory.getLogger(ReconnectNotices.class);

	private final Object node;

	private final String address;

	private final NodeRuntime runtime;

	private final Supplier<KeptConnection> current;

	private final ReconnectAwayNotice away;

	private final ReconnectMismatchNotice mismatches;

	private final LogThrottle typeWarning = new LogThrottle(System::nanoTime);

	/** Guarded by this, as is the next field. */
	private @Nullable Future<?> timer;

	private boolean closed;

	/**
	 * Has nothing to tell yet.
	 * @param node the node, as the log calls it
	 * @param address the address as it was given
	 * @param session the node's kind of session
	 * @param runtime runs the timer
	 * @param current how it stands with the address
	 */
	ReconnectNotices(Object node, String address, String session, NodeRuntime runtime,
			Supplier<KeptConnection> current) {
		this.node = node;
		this.address = address;
		this.runtime = runtime;
		this.current = current;
		this.away = new ReconnectAwayNotice(System::nanoTime);
		this.mismatches = new ReconnectMismatchNotice(node, session, System::nanoTime);
	}

	/**
	 * Lets the time run after which an address that is away is told of.
	 */
	void watch() {
		try {
			Future<?> next = this.runtime.schedule(this::tellAway, this.away.nanosUntilDue());
			if (!replaceTimer(next)) {
				next.cancel(false);
			}
		}
		catch (RejectedExecutionException ex) {
			logger.debug("{} is closing: nothing more is said about {}", this.node, this.address);
		}
	}

	/** Returns false once nothing is watched any more. */
	private synchronized boolean replaceTimer(@Nullable Future<?> next) {
		if (this.timer != null) {
			this.timer.cancel(false);
		}
		this.timer = next;
		return !this.closed;
	}

	private void tellAway() {
		KeptConnection now = this.current.get();
		if (now.state() != State.CONNECTED) {
			this.away.tell(this.node, now);
			watch();
		}
	}

	/**
	 * A dial has failed.
	 */
	void failed(Throwable failure) {
		this.mismatches.ended(this.address, ConnectionMismatch.of(failure.getCause()), false);
		logger.debug("{}: {} is dialled again later: {}", this.node, this.address, failure.toString());
	}

	/**
	 * A dial gave way to one of the node there.
	 */
	void gaveWay() {
		logger.debug("{}: the node at {} keeps this one connected", this.node, this.address);
	}

	/**
	 * There is a connection.
	 */
	void connected(Connection made) {
		replaceTimer(null);
		this.away.connected(this.node, this.address, made);
	}

	/**
	 * The connection has ended.
	 * @param lasted whether it lasted for a while
	 * @param isNews whether its end, and the next one, are worth a line
	 */
	void lost(Connection ended, Optional<ConnectionMismatch> mismatch, boolean lasted, boolean isNews) {
		this.mismatches.ended(this.address, mismatch, !lasted);
		this.away.lost(isNews);
		ended.end().remoteReason().ifPresent(this::warnOfTypes);
		watch();
	}

	/** The sender is the one that can do something about it. */
	private void warnOfTypes(RemoteReason said) {
		if (said.reason() == DisconnectReason.DECODE && this.typeWarning.isTime()) {
			logger.warn(
					"{}: the node at {}, which is kept connected, could not decode a message of this one: {}. "
							+ "Do both have the same version of the type? Logged at most once a minute for an address",
					this.node, this.address, said.words());
		}
	}

	/**
	 * The address is not dialled any more, since the node is closing.
	 */
	void closing() {
		logger.debug("{} is closing: {} is not dialled any more", this.node, this.address);
	}

	/**
	 * Says nothing more.
	 */
	void close() {
		synchronized (this) {
			this.closed = true;
		}
		replaceTimer(null);
	}

}
