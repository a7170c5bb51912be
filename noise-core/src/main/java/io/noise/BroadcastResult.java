package io.noise;

import java.util.List;
import java.util.Map;

/**
 * The outcome of a broadcast. Every peer that was connected when the message was sent is
 * either reached or failed.
 *
 * @param reached the peers whose copy was handed to the socket
 * @param failed the other peers, each with the exception that {@link Peer#sendAsync}
 * would fail with
 * @param away the addresses of {@link Node#keepConnected} at which no peer was connected
 */
public record BroadcastResult(List<Peer> reached, Map<Peer, Throwable> failed, List<String> away) {

	/**
	 * Creates a result without addresses at which no peer was connected.
	 * @param reached the peers whose copy was handed to the socket
	 * @param failed the other peers, each with its exception
	 */
	public BroadcastResult(List<Peer> reached, Map<Peer, Throwable> failed) {
		this(reached, failed, List.of());
	}

}
