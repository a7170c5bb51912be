package io.noise.spring;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.noise.BroadcastResult;
import io.noise.Node;
import io.noise.NodeState;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.identity.NodeId;

/**
 * Sends messages and requests to the peers of a node.
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
		return later(this.node.peer(node), node, (peer) -> peer.sendAsync(message));
	}

	@Override
	public CompletableFuture<Void> sendAsync(String peerId, Object message) {
		return later(this.node.peer(peerId), peerId, (peer) -> peer.sendAsync(message));
	}

	@Override
	public <A> A request(NodeId node, Object question, Class<A> answer) {
		return this.node.peer(node).orElseThrow(() -> unknown(node)).request(question, answer);
	}

	@Override
	public <A> A request(NodeId node, Object question, Class<A> answer, Duration timeout) {
		return this.node.peer(node).orElseThrow(() -> unknown(node)).request(question, answer, timeout);
	}

	@Override
	public <A> A request(String peerId, Object question, Class<A> answer) {
		return this.node.peer(peerId).orElseThrow(() -> unknown(peerId)).request(question, answer);
	}

	@Override
	public <A> A request(String peerId, Object question, Class<A> answer, Duration timeout) {
		return this.node.peer(peerId).orElseThrow(() -> unknown(peerId)).request(question, answer, timeout);
	}

	@Override
	public <A> CompletableFuture<A> requestAsync(NodeId node, Object question, Class<A> answer) {
		return later(this.node.peer(node), node, (peer) -> peer.requestAsync(question, answer));
	}

	@Override
	public <A> CompletableFuture<A> requestAsync(NodeId node, Object question, Class<A> answer, Duration timeout) {
		return later(this.node.peer(node), node, (peer) -> peer.requestAsync(question, answer, timeout));
	}

	@Override
	public <A> CompletableFuture<A> requestAsync(String peerId, Object question, Class<A> answer) {
		return later(this.node.peer(peerId), peerId, (peer) -> peer.requestAsync(question, answer));
	}

	@Override
	public <A> CompletableFuture<A> requestAsync(String peerId, Object question, Class<A> answer, Duration timeout) {
		return later(this.node.peer(peerId), peerId, (peer) -> peer.requestAsync(question, answer, timeout));
	}

	@Override
	public CompletableFuture<BroadcastResult> broadcast(Object message) {
		return this.node.broadcast(message);
	}

	@Override
	public List<Peer> awaitPeers(int atLeast, Duration timeout) {
		return new PeersAwaited(this.node, atLeast, timeout).await();
	}

	private <R> CompletableFuture<R> later(Optional<Peer> peer, Object id, Function<Peer, CompletableFuture<R>> call) {
		return peer.map(call).orElseGet(() -> CompletableFuture.failedFuture(unknown(id)));
	}

	private NotSentException unknown(Object id) {
		return new NotSentException((this.node.state() == NodeState.CLOSED)
				? "peer " + id + ": not sent, " + this.node + " is closed (expected: before its end)"
				: "peer " + id + ": unknown (expected: one that is connected to " + this.node + ")", null);
	}

}
