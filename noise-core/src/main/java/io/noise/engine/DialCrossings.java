package io.noise.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.noise.Direction;
import io.noise.identity.NodeId;

/**
 * Leaves one connection to two nodes that keep each other connected, though both dial.
 * One of the two dials gives way before it is a peer at either end:
 *
 * <ul>
 * <li>A dial of this node gives way if the node that it reaches has a connection here
 * that it keeps up.</li>
 * <li>A dial of another node is refused if this node's dial to it is established, or is
 * under way and this node's id is the smaller one.</li>
 * </ul>
 *
 * So the two nodes decide alike, each by what it knows. Dials of one node to several
 * addresses of another do not cross. From any thread.
 */
final class DialCrossings {

	/** The most time for a probed connection to give a sign of life. */
	static final Duration MAX_PROBE_TIMEOUT = Duration.ofSeconds(5);

	private final NodeId self;

	private final Duration probeTimeout;

	private final Object lock = new Object();

	/**
	 * The connections that are kept up, by the node at their other end. Guarded by the
	 * lock.
	 */
	private final Map<NodeId, List<Connection>> kept = new HashMap<>();

	/** The connections that are being probed. */
	private final Set<Connection> probed = ConcurrentHashMap.newKeySet();

	/**
	 * Creates it for a node without connections.
	 * @param self this node
	 * @param probeTimeout the time for a connection to give a sign of life when the node
	 * at its other end dials again
	 */
	DialCrossings(NodeId self, Duration probeTimeout) {
		this.self = self;
		this.probeTimeout = probeTimeout;
	}

	/**
	 * Decides on a connection that this node keeps up, once the other node has proven its
	 * identity.
	 * @return false if the connection gives way
	 */
	boolean admitDialed(Connection dialed, NodeId other) {
		return add(dialed, other, (there) -> there.direction() == Direction.INBOUND);
	}

	/**
	 * Decides on a connection that the other node has dialled and keeps up.
	 * @return false if the connection must be refused
	 */
	boolean admitAccepted(Connection accepted, NodeId other) {
		return add(accepted, other, (there) -> there.direction() == Direction.OUTBOUND
				&& (there.identity().isPresent() || this.self.compareTo(other) < 0));
	}

	private boolean add(Connection connection, NodeId other, Predicate<Connection> wins) {
		List<Connection> winners;
		synchronized (this.lock) {
			winners = live(other).stream().filter(wins).toList();
			if (winners.isEmpty()) {
				this.kept.computeIfAbsent(other, (id) -> new ArrayList<>()).add(connection);
			}
		}
		if (winners.isEmpty()) {
			connection.closed().thenRun(() -> remove(connection, other));
		}
		else {
			winners.forEach(this::probe);
		}
		return winners.isEmpty();
	}

	/**
	 * Closes a connection that gives no sign of life, so that the next dial wins: the
	 * other node dials again, or can be dialled again, perhaps because the connection is
	 * dead. Any received byte is a sign, since the answer may be queued after other
	 * frames. One probe at a time is enough.
	 */
	private void probe(Connection connection) {
		if (connection.identity().isEmpty() || !this.probed.add(connection)) {
			return;
		}
		long before = connection.traffic().bytesReceived();
		connection.ping();
		try {
			var timer = connection.eventLoop()
				.schedule(() -> check(connection, before), this.probeTimeout.toNanos(), TimeUnit.NANOSECONDS);
			connection.closed().thenRun(() -> {
				timer.cancel(false);
				this.probed.remove(connection);
			});
		}
		catch (RejectedExecutionException ex) {
			this.probed.remove(connection);
		}
	}

	private void check(Connection connection, long before) {
		this.probed.remove(connection);
		if (connection.traffic().bytesReceived() == before) {
			connection.faults().fail(Failures.deadDuplicate(this.probeTimeout));
		}
	}

	private void remove(Connection connection, NodeId other) {
		synchronized (this.lock) {
			this.kept.computeIfPresent(other, (id, connections) -> {
				connections.remove(connection);
				return connections.isEmpty() ? null : connections;
			});
		}
	}

	private List<Connection> live(NodeId other) {
		synchronized (this.lock) {
			return this.kept.getOrDefault(other, List.of())
				.stream()
				.filter((connection) -> !connection.isClosing())
				.toList();
		}
	}

	/**
	 * Returns the connection that a dial of this node gave way to.
	 * @return a connection that the other node keeps up; empty if there is none
	 */
	Optional<Connection> standIn(NodeId other) {
		return live(other).stream().filter((connection) -> connection.direction() == Direction.INBOUND).findFirst();
	}

	@Override
	public String toString() {
		synchronized (this.lock) {
			return this.kept.values().toString();
		}
	}

}
