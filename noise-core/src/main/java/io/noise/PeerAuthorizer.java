package io.noise;

import io.noise.identity.NodeId;

/**
 * Decides whether a node that has proven its identity becomes a peer, see
 * {@link Node.Builder#authorizer}. It is called after the node's
 * {@link io.noise.identity.Trust} has accepted the identity, once for each connection,
 * before hooks see the peer.
 */
@FunctionalInterface
public interface PeerAuthorizer {

	/**
	 * Decides about a candidate. Runs on the node's executor, for several connections at
	 * once. It may block for at most the {@link Node.Builder#authorizerTimeout}, after
	 * which its thread is interrupted and the candidate is refused.
	 * @param candidate the node that wants to become a peer
	 * @return false to refuse it
	 * @throws Exception any failure, which is logged and refuses the candidate; the
	 * remote node does not learn of it
	 */
	boolean isWelcome(Candidate candidate) throws Exception;

	/**
	 * A node that wants to become a peer.
	 *
	 * @param identity the identity that it has proven
	 * @param remoteAddress the remote address of the connection, host and port
	 * @param direction the direction in which the connection was dialled
	 */
	record Candidate(NodeId identity, String remoteAddress, Direction direction) {
	}

}
