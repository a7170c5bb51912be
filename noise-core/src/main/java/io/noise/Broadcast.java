package io.noise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One message to many peers.
 */
final class Broadcast {

	private Broadcast() {
	}

	/**
	 * Sends to all and collects what became of it. The result is completed wherever the
	 * last send was.
	 */
	static CompletableFuture<BroadcastResult> send(List<Peer> peers, EncodedMessage message) {
		List<CompletableFuture<Void>> sends = peers.stream().map((peer) -> peer.sendEncoded(message)).toList();
		CompletableFuture<BroadcastResult> result = new CompletableFuture<>();
		CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new))
			.whenComplete((nothing, any) -> result.complete(collect(peers, sends)));
		return result;
	}

	private static BroadcastResult collect(List<Peer> peers, List<CompletableFuture<Void>> sends) {
		List<Peer> reached = new ArrayList<>();
		Map<Peer, Throwable> failed = new HashMap<>();
		for (int i = 0; i < peers.size(); i++) {
			CompletableFuture<Void> send = sends.get(i);
			if (send.isCompletedExceptionally()) {
				Peer peer = peers.get(i);
				send.exceptionally((failure) -> {
					failed.put(peer, failure);
					return null;
				});
			}
			else {
				reached.add(peers.get(i));
			}
		}
		return new BroadcastResult(List.copyOf(reached), Map.copyOf(failed));
	}

}
