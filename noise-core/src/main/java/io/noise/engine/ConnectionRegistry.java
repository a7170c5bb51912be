package io.noise.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;

import io.noise.Direction;
import io.noise.concurrent.Platform;
import io.noise.identity.NodeId;

/**
 * The connections of a node, from their creation to the end of their last hook, and among
 * them those that users see as peers. From any thread.
 */
final class ConnectionRegistry {

	private static final int RADIX = 36;

	private static final int PREFIX_LENGTH = 6;

	private final AtomicLong sequence = new AtomicLong();

	private final String idPrefix;

	private final NodeCounters counters;

	private final NodeTally tally;

	private final PeersDraining draining;

	/** All connections, the oldest first. */
	private final NavigableMap<ConnectionId, Connection> all = new ConcurrentSkipListMap<>();

	private final Map<String, ConnectedPeer> peers = new ConcurrentHashMap<>();

	/** The visible peers, the oldest first. */
	private final NavigableMap<ConnectionId, ConnectedPeer> inOrder = new ConcurrentSkipListMap<>();

	/** The same of each node. No map in it is empty. */
	private final Map<NodeId, NavigableMap<ConnectionId, ConnectedPeer>> byNode = new ConcurrentHashMap<>();

	private volatile boolean closed;

	ConnectionRegistry(NodeCounters counters, NodeTally tally, PeersDraining draining, Platform platform) {
		this.counters = counters;
		this.tally = tally;
		this.draining = draining;
		this.idPrefix = randomPrefix(platform);
	}

	/** Makes ids differ from those of other nodes, and of this one before its restart. */
	private static String randomPrefix(Platform platform) {
		long least = (long) Math.pow(RADIX, PREFIX_LENGTH - 1);
		return Long.toString(platform.random(least, least * RADIX), RADIX);
	}

	/**
	 * Returns the id of the next connection.
	 */
	ConnectionId nextId() {
		long next = this.sequence.incrementAndGet();
		return new ConnectionId(next, this.idPrefix + "-" + next);
	}

	/**
	 * Adds a connection that was just created.
	 * @return false if the node accepts no more connections
	 */
	boolean add(Connection connection) {
		this.all.put(connection.id(), connection);
		return !this.closed;
	}

	/**
	 * Notes that the connection of a peer is closed, and its hooks remain to run.
	 */
	void draining(Connection connection) {
		this.draining.add(connection);
	}

	/**
	 * Removes a connection of which nothing is left.
	 */
	void remove(Connection connection) {
		this.all.remove(connection.id());
		this.draining.remove(connection);
	}

	/**
	 * Accepts no more connections. Those that are here stay.
	 */
	void close() {
		this.closed = true;
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Runs an action for each connection; one that comes meanwhile may be missed.
	 */
	void forEach(Consumer<Connection> action) {
		this.all.values().forEach(action);
	}

	List<Connection> snapshot() {
		return List.copyOf(this.all.values());
	}

	/**
	 * Shows a peer to users.
	 */
	void show(ConnectedPeer peer) {
		boolean dialed = peer.direction() == Direction.OUTBOUND;
		(dialed ? this.counters.peersDialed() : this.counters.peersAccepted()).increment();
		this.peers.put(peer.id(), peer);
		this.inOrder.put(peer.connectionId(), peer);
		peer.identity().ifPresent((id) -> this.byNode.compute(id, (key, there) -> {
			NavigableMap<ConnectionId, ConnectedPeer> same = (there != null) ? there : new ConcurrentSkipListMap<>();
			same.put(peer.connectionId(), peer);
			return same;
		}));
	}

	/**
	 * Hides a peer that is gone.
	 */
	void hide(ConnectedPeer peer) {
		this.peers.remove(peer.id());
		this.inOrder.remove(peer.connectionId());
		peer.identity().ifPresent((id) -> this.byNode.computeIfPresent(id, (key, there) -> {
			there.remove(peer.connectionId());
			return there.isEmpty() ? null : there;
		}));
		this.counters.peersDisconnected().increment();
		peer.disconnectReason().ifPresent((why) -> this.tally.disconnects(why).increment());
	}

	/**
	 * Returns the bytes of the messages that wait, of each connection.
	 * @param direction outbound for those that wait to be sent
	 */
	LongStream queued(Direction direction) {
		return this.all.values()
			.stream()
			.map(Connection::conversation)
			.mapToLong((direction == Direction.OUTBOUND) ? Conversation::bytesToSend : Conversation::bytesReceived);
	}

	/**
	 * Returns the visible peers, oldest first.
	 */
	List<ConnectedPeer> peers() {
		return List.copyOf(this.inOrder.values());
	}

	Optional<ConnectedPeer> peer(String id) {
		return Optional.ofNullable(this.peers.get(id));
	}

	/**
	 * Returns the newest connected peer of a node, else the newest that is visible.
	 */
	Optional<ConnectedPeer> peer(NodeId id) {
		NavigableMap<ConnectionId, ConnectedPeer> same = this.byNode.get(id);
		if (same == null) {
			return Optional.empty();
		}
		Collection<ConnectedPeer> newestFirst = same.descendingMap().values();
		return newestFirst.stream()
			.filter(ConnectedPeer::isConnected)
			.findFirst()
			.or(() -> newestFirst.stream().findFirst());
	}

}
