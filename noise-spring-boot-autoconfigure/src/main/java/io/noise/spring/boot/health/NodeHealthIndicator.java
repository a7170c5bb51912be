package io.noise.spring.boot.health;

import java.util.List;

import io.noise.Direction;
import io.noise.KeptConnection;
import io.noise.Node;
import io.noise.NodeState;
import io.noise.Peer;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The health of a node: DOWN while it does not listen, OUT_OF_SERVICE while it has too
 * few peers, else UP. Its details are numbers, never addresses or ids.
 */
final class NodeHealthIndicator implements HealthIndicator {

	private final Node node;

	private final int minPeers;

	/**
	 * Creates the indicator.
	 * @param node the node
	 * @param minPeers the number of peers that it needs
	 */
	NodeHealthIndicator(Node node, int minPeers) {
		this.node = node;
		this.minPeers = minPeers;
	}

	@Override
	public Health health() {
		List<Peer> peers = this.node.peers();
		long inbound = peers.stream().filter((peer) -> peer.direction() == Direction.INBOUND).count();
		List<KeptConnection> kept = this.node.keptConnections();
		long connected = kept.stream().filter((one) -> one.state() == KeptConnection.State.CONNECTED).count();
		return health(peers.size()).withDetail("inbound", inbound)
			.withDetail("outbound", peers.size() - inbound)
			.withDetail("configured", kept.size())
			.withDetail("configuredConnected", connected)
			.withDetail("minPeers", this.minPeers)
			.build();
	}

	private Health.Builder health(int peers) {
		if (this.node.state() != NodeState.LISTENING) {
			return Health.down();
		}
		return (peers < this.minPeers) ? Health.outOfService() : Health.up();
	}

}
