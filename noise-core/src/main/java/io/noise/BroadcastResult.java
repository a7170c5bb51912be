package io.noise;

import java.util.List;
import java.util.Map;

/**
 * Whom a broadcast reached: every peer that was connected when it was sent is among the
 * reached or the failed.
 *
 * @param reached those whose copy was handed to the socket
 * @param failed the others, and why
 * @param away the addresses of {@link Node#keepConnected} where no peer was connected
 */
public record BroadcastResult(List<Peer> reached, Map<Peer, Throwable> failed, List<String> away) {

	/**
	 * A result where nobody is away.
	 * @param reached those whose copy was handed to the socket
	 * @param failed the others, and why
	 */
	public BroadcastResult(List<Peer> reached, Map<Peer, Throwable> failed) {
		this(reached, failed, List.of());
	}

}
