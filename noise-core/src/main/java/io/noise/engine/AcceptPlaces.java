package io.noise.engine;

import java.util.HashSet;
import java.util.Set;

import io.noise.Direction;
import io.noise.Refusal;

/**
 * The places of inbound peers. A connection has one from its admission until nothing is
 * left of it here. From any thread.
 */
final class AcceptPlaces {

	private final int maxInbound;

	private final PeersDraining draining;

	private final Refusals refusals;

	private final Object lock = new Object();

	/** Guarded by the lock. */
	private final Set<Connection> holders = new HashSet<>();

	/**
	 * Creates places that are all free.
	 * @param maxInbound the number of places
	 * @param draining peers that are disconnected and keep their places
	 * @param refusals counts refusals
	 */
	AcceptPlaces(int maxInbound, PeersDraining draining, Refusals refusals) {
		this.maxInbound = maxInbound;
		this.draining = draining;
		this.refusals = refusals;
	}

	/**
	 * Gives a connection a place, unless it has one already. On its event loop.
	 * @return false if all places are taken, or the connection is closed
	 */
	boolean acquire(Connection connection) {
		boolean acquired = false;
		synchronized (this.lock) {
			if (this.holders.contains(connection)) {
				return true;
			}
			if (this.holders.size() < this.maxInbound && !connection.closed().isDone()) {
				acquired = this.holders.add(connection);
			}
		}
		if (acquired) {
			connection.life().whenEnded(() -> release(connection));
		}
		else {
			this.draining.warnIfHalf(Direction.INBOUND);
			this.refusals.byLimit(Refusal.MAX_INBOUND, connection);
		}
		return acquired;
	}

	private void release(Connection connection) {
		synchronized (this.lock) {
			this.holders.remove(connection);
		}
	}

	@Override
	public String toString() {
		synchronized (this.lock) {
			return this.holders.size() + " inbound peers";
		}
	}

}
