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
 * Sees to it that two nodes which keep each other connected have one connection, though
 * both dial. One of the two dials gives way before it is a peer at either end:
 *
 * <ul>
 * <li>A dial of ours that proves to lead to a node whose own dial stands here gives
 * way.</li>
 * <li>A dial of another node is refused if ours to that node stands, or is under way and
 * this node's id is the smaller one.</li>
 * </ul>
 *
 * So the two nodes decide alike, each by what it knows. Dials of one node to several
 * addresses of another do not cross.
 */
final class DialCrossings {

	/** How long a connection that is asked for a sign of life may give none. */
	static final Duration PROBE = Duration.ofSeconds(5);

	private final NodeId self;

	private final Duration patience;

	private final Object lock = new Object();

	/**
	 * Connections that are kept up, by the node at their other end. Guarded by the lock.
	 */
	private final Map<NodeId, List<Connection>> kept = new HashMap<>();

	/** Those that are asked for a sign of life. */
	private final Set<Connection> probed = ConcurrentHashMap.newKeySet();

	/**
	 * Knows of no connection yet.
	 * @param self this node
	 * @param patience how long a connection may give no sign of life when the node at its
	 * other end knocks
	 */
	DialCrossings(NodeId self, Duration patience) {
		this.self = self;
		this.patience = patience;
	}

	/**
	 * A connection that this node keeps up has proven where it leads.
	 * @return false if it is to give way
	 */
	boolean admitDialed(Connection dialed, NodeId other) {
		return add(dialed, other, (there) -> there.direction() == Direction.INBOUND);
	}

	/**
	 * A connection that was dialled by another node, and that node keeps it up.
	 * @return false if it is to be refused
	 */
	boolean admitAccepted(Connection accepted, NodeId other) {
		return add(accepted, other, (there) -> there.direction() == Direction.OUTBOUND
				&& (there.identity().isPresent() || this.self.compareTo(other) < 0));
	}

	private boolean add(Connection connection, NodeId other, Predicate<Connection> goesFirst) {
		List<Connection> first;
		synchronized (this.lock) {
			first = live(other).stream().filter(goesFirst).toList();
			if (first.isEmpty()) {
				this.kept.computeIfAbsent(other, (id) -> new ArrayList<>()).add(connection);
			}
		}
		if (first.isEmpty()) {
			connection.closed().thenRun(() -> remove(connection, other));
		}
		else {
			first.forEach(this::probe);
		}
		return first.isEmpty();
	}

	/**
	 * That the other node dials, or can be dialled anew, may mean that a connection is
	 * dead. One that gives no sign of life is closed, so that the next dial goes first;
	 * anything that comes is a sign, since the answer may have to wait behind it. One
	 * question at a time is enough to find out.
	 */
	private void probe(Connection connection) {
		if (connection.identity().isEmpty() || !this.probed.add(connection)) {
			return;
		}
		long before = connection.traffic().bytesReceived();
		connection.ping();
		try {
			var timer = connection.eventLoop()
				.schedule(() -> judge(connection, before), this.patience.toNanos(), TimeUnit.NANOSECONDS);
			connection.closed().thenRun(() -> {
				timer.cancel(false);
				this.probed.remove(connection);
			});
		}
		catch (RejectedExecutionException ex) {
			this.probed.remove(connection);
		}
	}

	private void judge(Connection connection, long before) {
		this.probed.remove(connection);
		if (connection.traffic().bytesReceived() == before) {
			connection.faults().fail(Failures.deadDuplicate(this.patience));
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
	 * What a dial gave way to.
	 * @return the connection that the other node keeps up, empty if there is none
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
