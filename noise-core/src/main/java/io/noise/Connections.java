package io.noise;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

import io.noise.identity.NodeId;

/**
 * All connections of a node, from their first moment to the end of their last hook, and
 * among them those that users can see as peers.
 */
final class Connections {

	private final Set<Connection> all = ConcurrentHashMap.newKeySet();

	private final Map<String, Peer> peers = new ConcurrentHashMap<>();

	/** By their sequence, the oldest first. */
	private final NavigableMap<Long, Peer> inOrder = new ConcurrentSkipListMap<>();

	/** Alike, those of each node. A map that is here is not empty. */
	private final Map<NodeId, NavigableMap<Long, Peer>> byNode = new ConcurrentHashMap<>();

	private volatile boolean closed;

	/**
	 * Adds a connection that has just been made.
	 * @return false if no more are wanted
	 */
	boolean add(Connection connection) {
		this.all.add(connection);
		return !this.closed;
	}

	void remove(Connection connection) {
		this.all.remove(connection);
	}

	/**
	 * From now on connections that are added are not wanted. Those that are here stay.
	 */
	void close() {
		this.closed = true;
	}

	boolean isClosed() {
		return this.closed;
	}

	List<Connection> snapshot() {
		return List.copyOf(this.all);
	}

	void show(Peer peer) {
		this.peers.put(peer.id(), peer);
		this.inOrder.put(peer.sequence(), peer);
		peer.identity().ifPresent((id) -> this.byNode.compute(id, (key, there) -> {
			NavigableMap<Long, Peer> same = (there != null) ? there : new ConcurrentSkipListMap<>();
			same.put(peer.sequence(), peer);
			return same;
		}));
	}

	void hide(Peer peer) {
		this.peers.remove(peer.id());
		this.inOrder.remove(peer.sequence());
		peer.identity().ifPresent((id) -> this.byNode.computeIfPresent(id, (key, there) -> {
			there.remove(peer.sequence());
			return there.isEmpty() ? null : there;
		}));
	}

	/**
	 * The visible peers, oldest first.
	 */
	List<Peer> peers() {
		return List.copyOf(this.inOrder.values());
	}

	Optional<Peer> peer(String id) {
		return Optional.ofNullable(this.peers.get(id));
	}

	/**
	 * The newest peer of a node that is connected, else the newest that is visible.
	 */
	Optional<Peer> peer(NodeId id) {
		NavigableMap<Long, Peer> same = this.byNode.get(id);
		if (same == null) {
			return Optional.empty();
		}
		Collection<Peer> newestFirst = same.descendingMap().values();
		return newestFirst.stream().filter(Peer::isConnected).findFirst().or(() -> newestFirst.stream().findFirst());
	}

}
