package io.noise;

import java.util.Map;

/**
 * What a node has counted since it was built.
 *
 * @param peersAccepted peers that dialled us
 * @param peersDialed peers that we dialled
 * @param peersDisconnected peers that are gone
 * @param dialFailures dials that did not lead to a peer, but for those of the node's own
 * address
 * @param hookFailures hooks and message handlers that threw
 * @param decodeFailures peers disconnected because of a message that could not be
 * decoded, such as one with an opcode that is not registered
 * @param refusals connections, dials and messages that this node refused, and peers that
 * it disconnected, because of a limit or for want of trust, by reason; all reasons are
 * there. Not to be changed
 * @param acceptFailures attempts to accept connections that failed, for want of file
 * descriptors for instance; after each, none is accepted for a second
 * @param messagesDropped messages that had come and that neither a handler nor
 * {@code receive} had taken when the disconnect hooks of their peer had run, or when a
 * protocol block dropped them
 */
public record NodeStats(long peersAccepted, long peersDialed, long peersDisconnected, long dialFailures,
		long hookFailures, long decodeFailures, Map<Refusal, Long> refusals, long acceptFailures,
		long messagesDropped) {

	/**
	 * What a node has counted that has dropped no messages.
	 * @param peersAccepted peers that dialled us
	 * @param peersDialed peers that we dialled
	 * @param peersDisconnected peers that are gone
	 * @param dialFailures dials that did not lead to a peer
	 * @param hookFailures hooks and message handlers that threw
	 * @param decodeFailures peers disconnected because of a message that could not be
	 * decoded
	 * @param refusals what was refused, by reason
	 * @param acceptFailures attempts to accept connections that failed
	 */
	public NodeStats(long peersAccepted, long peersDialed, long peersDisconnected, long dialFailures, long hookFailures,
			long decodeFailures, Map<Refusal, Long> refusals, long acceptFailures) {
		this(peersAccepted, peersDialed, peersDisconnected, dialFailures, hookFailures, decodeFailures, refusals,
				acceptFailures, 0);
	}

}
