package io.noise;

/**
 * What a node has counted since it was built.
 *
 * @param peersAccepted peers that dialled us
 * @param peersDialed peers that we dialled
 * @param peersDisconnected peers that are gone
 * @param dialFailures dials that did not lead to a peer
 * @param hookFailures hooks that threw
 */
public record NodeStats(long peersAccepted, long peersDialed, long peersDisconnected, long dialFailures,
		long hookFailures) {
}
