package io.noise.engine;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import io.netty.channel.Channel;
import io.noise.DisconnectReason;
import io.noise.Refusal;
import io.noise.limit.WaitingRoom;

/**
 * Bounds the inbound connections that are not peers yet. Where there are too many, one
 * that has been silent is closed; where none has been, {@link AcceptGate} accepts no more
 * until one leaves. From any thread.
 */
final class AcceptPending {

	private final Refusals refusals;

	private final Object lock = new Object();

	/** Accepted channels without a connection yet. Guarded by the lock. */
	private final Set<Channel> accepted = new HashSet<>();

	/** Connections that are not peers yet. Guarded by the lock. */
	private final WaitingRoom<Connection> connections;

	/** Whether accepting is paused. */
	private volatile boolean full;

	private volatile Runnable onPlaceFree = () -> {
	};

	/**
	 * Creates the bound of a node that has no connections.
	 * @param maxPending the most connections that are not peers yet
	 * @param handshakesWait whether computations of handshakes are queued, so that it is
	 * this node that owes answers
	 * @param refusals counts refusals
	 * @param clock the time
	 */
	AcceptPending(int maxPending, BooleanSupplier handshakesWait, Refusals refusals, LongSupplier clock) {
		this.refusals = refusals;
		this.connections = new WaitingRoom<>(maxPending, new Heard(handshakesWait), clock);
	}

	/** The times at which bytes came on connections. */
	private record Heard(BooleanSupplier handshakesWait) implements WaitingRoom.Ears<Connection> {

		@Override
		public long firstNanos(Connection connection) {
			return connection.traffic().firstHeardNanos();
		}

		@Override
		public long lastNanos(Connection connection) {
			return connection.traffic().lastHeardNanos();
		}

		@Override
		public boolean owesAnswers() {
			return this.handshakesWait.getAsBoolean();
		}

	}

	/**
	 * Sets the action to run when a place may be free again while accepting is paused. It
	 * replaces the one before.
	 */
	void onPlaceFree(Runnable action) {
		this.onPlaceFree = action;
	}

	/**
	 * Counts an accepted channel, until it is closed or has a connection.
	 */
	void accepted(Channel channel) {
		synchronized (this.lock) {
			this.accepted.add(channel);
		}
		channel.closeFuture().addListener((closed) -> {
			synchronized (this.lock) {
				this.accepted.remove(channel);
			}
			placeMayBeFree();
		});
	}

	/**
	 * Returns the time until a place is free: until a silent connection may be closed, or
	 * {@link #onPlaceFree} is run before that. Accepting is paused while it is not zero.
	 * @return nanoseconds; zero if one more connection may be accepted
	 */
	long nanosUntilPlaceFree() {
		synchronized (this.lock) {
			long nanos = this.connections.nanosUntilRoom(this.accepted.size());
			this.full = nanos > 0;
			return nanos;
		}
	}

	private void placeMayBeFree() {
		if (this.full) {
			this.onPlaceFree.run();
		}
	}

	/**
	 * Counts the connection of an accepted channel, until it is a peer or closed. Where
	 * there are too many, closes one that is silent.
	 * @param address the address as it is counted
	 */
	void opened(Channel channel, Connection connection, Object address) {
		connection.traffic().time(true);
		connection.life().whenDecided(() -> settled(connection));
		Connection victim;
		synchronized (this.lock) {
			this.accepted.remove(channel);
			if (connection.closed().isDone()) {
				return;
			}
			victim = this.connections.enter(connection, address);
		}
		placeMayBeFree();
		if (victim != null) {
			this.refusals.byLimit(Refusal.MAX_PENDING_HANDSHAKES, victim);
			victim.close(DisconnectReason.LIMIT);
		}
	}

	private void settled(Connection connection) {
		connection.traffic().time(false);
		boolean left;
		synchronized (this.lock) {
			left = this.connections.leave(connection);
		}
		if (left) {
			placeMayBeFree();
		}
	}

	@Override
	public String toString() {
		synchronized (this.lock) {
			return this.connections.size() + " pending";
		}
	}

}
