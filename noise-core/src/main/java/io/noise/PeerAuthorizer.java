package io.noise;

import io.noise.identity.NodeId;

/**
 * Decides whether a node that has proven who it is becomes a peer: for
 * {@code Node.builder().authorizer(…)}. Asked behind the node's
 * {@link io.noise.identity.Trust}, once for each connection, before anybody sees the
 * peer.
 */
@FunctionalInterface
public interface PeerAuthorizer {

	/**
	 * Decides. Runs on the node's executor, for several connections at a time, and may
	 * block for as long as {@link Node.Builder#authorizerTimeout} allows; then the thread
	 * is interrupted.
	 * @param candidate who asks
	 * @return false to refuse
	 * @throws Exception to refuse; it is logged, and the other node is not told of it
	 */
	boolean isWelcome(Candidate candidate) throws Exception;

	/**
	 * A node that may become a peer.
	 *
	 * @param identity who it has proven to be
	 * @param remoteAddress its end of the connection, host and port
	 * @param direction who dialled
	 */
	record Candidate(NodeId identity, String remoteAddress, Direction direction) {
	}

}
