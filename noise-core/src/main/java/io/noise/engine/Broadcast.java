package io.noise.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.noise.BroadcastResult;
import io.noise.Peer;
import io.noise.concurrent.Dependents;
import io.noise.concurrent.NodeFuture;
import io.noise.concurrent.NodeFuture.Outcome;
import io.noise.message.EncodedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Sends one message to many peers and collects the results.
 */
final class Broadcast {

	private final List<ConnectedPeer> peers;

	/** Kept addresses without a peer. */
	private final List<String> away;

	/** The failure of each peer that was not reached, at its index. */
	private final AtomicReferenceArray<@Nullable Throwable> failures;

	private final AtomicInteger pending;

	private final NodeFuture<BroadcastResult> result;

	private Broadcast(List<ConnectedPeer> peers, List<String> away, Dependents dependents) {
		this.peers = peers;
		this.away = away;
		this.failures = new AtomicReferenceArray<>(peers.size());
		this.pending = new AtomicInteger(peers.size() + 1);
		this.result = new NodeFuture<>(dependents);
	}

	/**
	 * Sends to all peers.
	 * @param away kept addresses without a peer, for the result
	 * @return completed by the thread that completes the last send
	 */
	static CompletableFuture<BroadcastResult> send(List<ConnectedPeer> peers, List<String> away, EncodedMessage message,
			Dependents dependents) {
		Broadcast broadcast = new Broadcast(peers, away, dependents);
		for (int i = 0; i < peers.size(); i++) {
			broadcast.send(i, message);
		}
		broadcast.countDown();
		return broadcast.result;
	}

	private void send(int index, EncodedMessage message) {
		NodeFuture.whenEnded(this.peers.get(index).sendEncoded(message), (nothing, failure) -> {
			this.failures.set(index, failure);
			countDown();
		});
	}

	private void countDown() {
		if (this.pending.decrementAndGet() == 0) {
			this.result.end(Outcome.success(collect()));
		}
	}

	private BroadcastResult collect() {
		Map<Peer, Throwable> failed = new HashMap<>();
		for (int i = 0; i < this.peers.size(); i++) {
			Throwable failure = this.failures.get(i);
			if (failure != null) {
				failed.put(this.peers.get(i), failure);
			}
		}
		return new BroadcastResult(
				this.peers.stream().<Peer>map((peer) -> peer).filter((peer) -> !failed.containsKey(peer)).toList(),
				Map.copyOf(failed), this.away);
	}

}
