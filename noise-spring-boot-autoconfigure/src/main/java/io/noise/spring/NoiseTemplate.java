package io.noise.spring;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.noise.BroadcastResult;
import io.noise.Node;
import io.noise.NodeState;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.identity.NodeId;

/**
 * Sends messages to the peers of a node.
 */
public class NoiseTemplate implements NoiseOperations {

	private final Node node;

	/**
	 * Creates a template for a node.
	 * @param node the node of the peers
	 */
	public NoiseTemplate(Node node) {
		this.node = node;
	}

	@Override
	public void send(NodeId node, Object message) {
		this.node.peer(node).orElseThrow(() -> unknown(node)).send(message);
	}

	@Override
	public void send(String peerId, Object message) {
		this.node.peer(peerId).orElseThrow(() -> unknown(peerId)).send(message);
	}

	@Override
	public CompletableFuture<Void> sendAsync(NodeId node, Object message) {
		return sendAsync(this.node.peer(node), node, message);
	}

	@Override
	public CompletableFuture<Void> sendAsync(String peerId, Object message) {
		return sendAsync(this.node.peer(peerId), peerId, message);
	}

	private CompletableFuture<Void> sendAsync(Optional<Peer> peer, Object id, Object message) {
		return peer.map((found) -> found.sendAsync(message))
			.orElseGet(() -> CompletableFuture.failedFuture(unknown(id)));
	}

	@Override
	public CompletableFuture<BroadcastResult> broadcast(Object message) {
		return this.node.broadcast(message);
	}

	@Override
	public List<Peer> awaitPeers(int atLeast, Duration timeout) {
		return new PeersAwaited(this.node, atLeast, timeout).await();
	}

	private NotSentException unknown(Object id) {
		return new NotSentException((this.node.state() == NodeState.CLOSED)
				? "peer " + id + ": not sent, " + this.node + " is closed (expected: before its end)"
				: "peer " + id + ": unknown (expected: one that is connected to " + this.node + ")", null);
	}

}
