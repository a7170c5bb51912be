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
 * One message to many peers, and what became of it.
 */
final class Broadcast {

	private final List<ConnectedPeer> peers;

	/** Kept addresses where there is no peer. */
	private final List<String> away;

	/** Why a peer was not reached, at its place. */
	private final AtomicReferenceArray<@Nullable Throwable> failures;

	private final AtomicInteger open;

	private final NodeFuture<BroadcastResult> result;

	private Broadcast(List<ConnectedPeer> peers, List<String> away, Dependents dependents) {
		this.peers = peers;
		this.away = away;
		this.failures = new AtomicReferenceArray<>(peers.size());
		this.open = new AtomicInteger(peers.size() + 1);
		this.result = new NodeFuture<>(dependents);
	}

	/**
	 * Sends to all and collects what became of it. The result is completed wherever the
	 * last send was.
	 */
	static CompletableFuture<BroadcastResult> send(List<ConnectedPeer> peers, List<String> away, EncodedMessage message,
			Dependents dependents) {
		Broadcast broadcast = new Broadcast(peers, away, dependents);
		for (int i = 0; i < peers.size(); i++) {
			broadcast.send(i, message);
		}
		broadcast.oneLess();
		return broadcast.result;
	}

	private void send(int index, EncodedMessage message) {
		NodeFuture.whenEnded(this.peers.get(index).sendEncoded(message), (nothing, failure) -> {
			this.failures.set(index, failure);
			oneLess();
		});
	}

	private void oneLess() {
		if (this.open.decrementAndGet() == 0) {
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
