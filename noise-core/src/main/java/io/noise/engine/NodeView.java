package io.noise.engine;

import java.util.List;
import java.util.Optional;

import io.noise.NodeMeters;
import io.noise.NodeStats;
import io.noise.Peer;
import io.noise.identity.NodeId;
import io.noise.session.Session;

/**
 * The facts about a node that users can see.
 */
final class NodeView {

	private final NodeAddress address;

	private final Session session;

	private final ConnectionRegistry connections;

	private final NodeReports reports;

	private final NodeMeters meters;

	NodeView(NodeAddress address, Session session, ConnectionRegistry connections, NodeReports reports,
			NodeMeters meters) {
		this.address = address;
		this.session = session;
		this.connections = connections;
		this.reports = reports;
		this.meters = meters;
	}

	NodeAddress address() {
		return this.address;
	}

	Session session() {
		return this.session;
	}

	NodeStats stats() {
		return this.reports.stats();
	}

	NodeMeters meters() {
		return this.meters;
	}

	List<Peer> peers() {
		return List.copyOf(this.connections.peers());
	}

	Optional<Peer> peer(String id) {
		return this.connections.peer(id).map((peer) -> peer);
	}

	Optional<Peer> peer(NodeId id) {
		return this.connections.peer(id).map((peer) -> peer);
	}

}
