package io.noise;

import java.util.List;
import java.util.Map;

/**
 * Whom a broadcast reached: every peer that was connected when it was sent is in one of
 * the two.
 *
 * @param reached those whose copy was handed to the socket
 * @param failed the others, and why
 */
public record BroadcastResult(List<Peer> reached, Map<Peer, Throwable> failed) {
}
