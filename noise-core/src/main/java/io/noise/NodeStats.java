package io.noise;

import java.util.Map;

/**
 * What a node has counted since it was built.
 *
 * @param peersAccepted peers that dialled us
 * @param peersDialed peers that we dialled
 * @param peersDisconnected peers that are gone
 * @param dialFailures dials that did not lead to a peer
 * @param hookFailures hooks and message handlers that threw
 * @param decodeFailures peers disconnected because of a message that could not be
 * decoded, such as one with an opcode that is not registered
 * @param refusals connections, dials and messages that this node refused, and peers that
 * it disconnected, because of a limit or for want of trust, by reason; all reasons are
 * there. Not to be changed
 * @param acceptFailures attempts to accept connections that failed, for want of file
 * descriptors for instance; after each, none is accepted for a second
 */
public record NodeStats(long peersAccepted, long peersDialed, long peersDisconnected, long dialFailures,
		long hookFailures, long decodeFailures, Map<Refusal, Long> refusals, long acceptFailures) {
}
