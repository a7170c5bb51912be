package io.noise;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.noise.identity.NodeId;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;

/**
 * Decides who may become a peer, once a node has proven who it is.
 */
final class Admission {

	private final NodeContext context;

	Admission(NodeContext context) {
		this.context = context;
	}

	/**
	 * Asks for a node on a connection.
	 * @return completed if it is welcome; fails with a {@link SessionException} otherwise
	 */
	CompletableFuture<Void> admit(Connection connection, NodeId proven) {
		NodeId own = this.context.settings().identity().id();
		if (proven.equals(own)) {
			return CompletableFuture.failedFuture(new SessionException(Fault.SELF,
					"node " + proven.toShortString() + " is this node itself (expected: another node)"));
		}
		Optional<NodeId> pinned = connection.dialed().flatMap(PeerAddress::pinned);
		if (pinned.isPresent() && !pinned.get().equals(proven)) {
			return CompletableFuture.failedFuture(new SessionException(Fault.REJECTED, "the node there proved to be "
					+ proven + " (expected: " + pinned.get() + ", the id before the @)"));
		}
		return CompletableFuture.completedFuture(null);
	}

}
