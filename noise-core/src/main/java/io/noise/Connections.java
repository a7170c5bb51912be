package io.noise;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.noise.identity.NodeId;

/**
 * All connections of a node, from their first moment to the end of their last hook, and
 * among them those that users can see as peers.
 */
final class Connections {

	private final Set<Connection> all = ConcurrentHashMap.newKeySet();

	private final Map<String, Peer> peers = new ConcurrentHashMap<>();

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
	}

	void hide(Peer peer) {
		this.peers.remove(peer.id());
	}

	/**
	 * The visible peers, oldest first.
	 */
	List<Peer> peers() {
		return this.peers.values().stream().sorted(Comparator.comparingLong(Peer::sequence)).toList();
	}

	Optional<Peer> peer(String id) {
		return Optional.ofNullable(this.peers.get(id));
	}

	/**
	 * The newest connection to a node.
	 */
	Optional<Peer> peer(NodeId id) {
		Stream<Peer> matching = this.peers.values().stream().filter((p) -> p.identity().filter(id::equals).isPresent());
		return matching.max(Comparator.comparingLong(Peer::sequence));
	}

}
