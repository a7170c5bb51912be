package io.noise.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.noise.Direction;
import io.noise.identity.NodeId;
import io.noise.limit.LogThrottle;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses nodes with this node's own key: this node itself, or another one that was given
 * the same key.
 */
final class AdmissionIdentity {

	private static final Logger logger = LoggerFactory.getLogger(AdmissionIdentity.class);

	private final NodeAddress node;

	private final ConnectionRegistry registry;

	private final LogThrottle warning;

	AdmissionIdentity(NodeAddress node, ConnectionRegistry registry, LongSupplier clock) {
		this.node = node;
		this.registry = registry;
		this.warning = new LogThrottle(clock);
	}

	/**
	 * Returns the objection to a node that has proven its identity; empty if there is
	 * none.
	 */
	Optional<SessionException> objection(Connection connection, NodeId proven) {
		return proven.equals(this.node.id()) ? Optional.of(sameKey(connection)) : Optional.empty();
	}

	private SessionException sameKey(Connection connection) {
		if (connection.direction() == Direction.INBOUND || isOwn(connection)) {
			return new SessionException(Fault.SELF, "both ends are the same node (expected: another one)");
		}
		String address = connection.remoteAddress();
		if (this.warning.isTime()) {
			logger.warn(
					"{}: another node at {} has this node's key, so others cannot tell the two apart, and they never "
							+ "connect to each other. Give each node its own key file; logged at most once a minute",
					this.node, address);
		}
		return new SessionException(Fault.SELF,
				"another node at " + address + " has this node's key (expected: a key of its own)");
	}

	/**
	 * Whether the other end of a dialled connection is here: an inbound one that is newer
	 * and has no identity yet. Where addresses are translated on the way, the addresses
	 * of the two ends need not match.
	 */
	private boolean isOwn(Connection dialed) {
		List<Connection> pending = this.registry.snapshot()
			.stream()
			.filter((other) -> other.direction() == Direction.INBOUND && other.id().sequence() > dialed.id().sequence()
					&& other.identity().isEmpty())
			.toList();
		boolean found = pending.stream()
			.anyMatch((other) -> other.remoteAddress().equals(dialed.localAddress())
					&& other.localAddress().equals(dialed.remoteAddress()));
		return found || !(pending.isEmpty() || NodeHosts.isLoopback(dialed.remoteAddress()));
	}

}
