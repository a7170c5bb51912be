package io.noise.engine;

import java.util.List;
import java.util.Optional;

import io.noise.Direction;
import io.noise.identity.NodeId;
import io.noise.limit.LogThrottle;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's own key from becoming its peer. Where it is at the other end, that is
 * this node, or another one that was given the same key.
 */
final class AdmissionIdentity {

	private static final Logger logger = LoggerFactory.getLogger(AdmissionIdentity.class);

	private final NodeAddress node;

	private final ConnectionRegistry registry;

	private final LogThrottle warning = new LogThrottle(System::nanoTime);

	AdmissionIdentity(NodeAddress node, ConnectionRegistry registry) {
		this.node = node;
		this.registry = registry;
	}

	/**
	 * The objection to a node that has proven its identity; empty if there is none.
	 */
	Optional<SessionException> objection(Connection connection, NodeId proven) {
		return proven.equals(this.node.id()) ? Optional.of(sameKey(connection)) : Optional.empty();
	}

	private SessionException sameKey(Connection connection) {
		if (connection.direction() == Direction.INBOUND || isOwn(connection)) {
			return new SessionException(Fault.SELF, "both ends are the same node (expected: another one)");
		}
		String there = connection.remoteAddress();
		if (this.warning.isTime()) {
			logger.warn(
					"{}: another node at {} has this node's key, so that the two are one to all others and never "
							+ "connect to each other. Give each a key file of its own; logged at most once a minute",
					this.node, there);
		}
		return new SessionException(Fault.SELF,
				"another node at " + there + " has this node's key (expected: a key of its own)");
	}

	/**
	 * Whether the other end of a connection is here: it is one that came after this one
	 * began, and is not done. Where addresses are translated on the way, its ends may
	 * have other names than the ends of this one.
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
		return found || !(pending.isEmpty() || NodeReachability.isLoopback(dialed.remoteAddress()));
	}

}
