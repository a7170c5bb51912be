package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.noise.BroadcastResult;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.identity.NodeId;
import io.noise.spring.NoiseOperations;

/**
 * Sends nothing, since there is no node.
 */
final class DisabledOperations implements NoiseOperations {

	@Override
	public void send(NodeId node, Object message) {
		throw disabled(node);
	}

	@Override
	public void send(String peerId, Object message) {
		throw disabled(peerId);
	}

	@Override
	public CompletableFuture<Void> sendAsync(NodeId node, Object message) {
		return CompletableFuture.failedFuture(disabled(node));
	}

	@Override
	public CompletableFuture<Void> sendAsync(String peerId, Object message) {
		return CompletableFuture.failedFuture(disabled(peerId));
	}

	@Override
	public <A> A request(NodeId node, Object question, Class<A> answer) {
		throw disabled(node);
	}

	@Override
	public <A> A request(NodeId node, Object question, Class<A> answer, Duration timeout) {
		throw disabled(node);
	}

	@Override
	public <A> A request(String peerId, Object question, Class<A> answer) {
		throw disabled(peerId);
	}

	@Override
	public <A> A request(String peerId, Object question, Class<A> answer, Duration timeout) {
		throw disabled(peerId);
	}

	@Override
	public <A> CompletableFuture<A> requestAsync(NodeId node, Object question, Class<A> answer) {
		return CompletableFuture.failedFuture(disabled(node));
	}

	@Override
	public <A> CompletableFuture<A> requestAsync(NodeId node, Object question, Class<A> answer, Duration timeout) {
		return CompletableFuture.failedFuture(disabled(node));
	}

	@Override
	public <A> CompletableFuture<A> requestAsync(String peerId, Object question, Class<A> answer) {
		return CompletableFuture.failedFuture(disabled(peerId));
	}

	@Override
	public <A> CompletableFuture<A> requestAsync(String peerId, Object question, Class<A> answer, Duration timeout) {
		return CompletableFuture.failedFuture(disabled(peerId));
	}

	@Override
	public CompletableFuture<BroadcastResult> broadcast(Object message) {
		return CompletableFuture.completedFuture(new BroadcastResult(List.of(), Map.of()));
	}

	@Override
	public List<Peer> awaitPeers(int atLeast, Duration timeout) {
		throw new NoiseTimeoutException(
				"await peers: there is no node because noise.enabled is false (expected: true)");
	}

	private static NotSentException disabled(Object peer) {
		return new NotSentException(
				"peer " + peer + ": not sent, there is no node because noise.enabled is false (expected: true)", null);
	}

}
