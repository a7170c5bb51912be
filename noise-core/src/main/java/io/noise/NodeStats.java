package io.noise;

import java.util.Map;

/**
 * The counters of a node since it was built.
 *
 * @param peersAccepted inbound peers
 * @param peersDialed outbound peers
 * @param peersDisconnected peers that have disconnected
 * @param dialFailures dials that did not lead to a peer, except those to the node's own
 * address
 * @param hookFailures calls of hooks and message handlers that threw an exception
 * @param decodeFailures peers disconnected because of a message that could not be
 * decoded, such as one with an unregistered opcode
 * @param refusals connections, dials and messages that this node refused and peers that
 * it disconnected because of a limit or missing trust, for each reason; unmodifiable,
 * with an entry for every reason
 * @param acceptFailures failed attempts to accept connections, for example for lack of
 * file descriptors; the node accepts again one second after each
 * @param messagesDropped received messages that no handler or receive call had taken when
 * the disconnect hooks of their peer had run, or that a block of the protocol dropped
 * @param lateReplies received replies to requests that had ended, by their time limit, by
 * their caller, or by another reply
 */
public record NodeStats(long peersAccepted, long peersDialed, long peersDisconnected, long dialFailures,
		long hookFailures, long decodeFailures, Map<Refusal, Long> refusals, long acceptFailures, long messagesDropped,
		long lateReplies) {

	/**
	 * Creates counters with no late replies.
	 * @param peersAccepted inbound peers
	 * @param peersDialed outbound peers
	 * @param peersDisconnected peers that have disconnected
	 * @param dialFailures dials that did not lead to a peer
	 * @param hookFailures calls of hooks and message handlers that threw an exception
	 * @param decodeFailures peers disconnected because of a message that could not be
	 * decoded
	 * @param refusals refused connections, dials, messages and peers, for each reason
	 * @param acceptFailures failed attempts to accept connections
	 * @param messagesDropped received messages that were never handled
	 */
	public NodeStats(long peersAccepted, long peersDialed, long peersDisconnected, long dialFailures, long hookFailures,
			long decodeFailures, Map<Refusal, Long> refusals, long acceptFailures, long messagesDropped) {
		this(peersAccepted, peersDialed, peersDisconnected, dialFailures, hookFailures, decodeFailures, refusals,
				acceptFailures, messagesDropped, 0);
	}

	/**
	 * Creates counters with no dropped messages.
	 * @param peersAccepted inbound peers
	 * @param peersDialed outbound peers
	 * @param peersDisconnected peers that have disconnected
	 * @param dialFailures dials that did not lead to a peer
	 * @param hookFailures calls of hooks and message handlers that threw an exception
	 * @param decodeFailures peers disconnected because of a message that could not be
	 * decoded
	 * @param refusals refused connections, dials, messages and peers, for each reason
	 * @param acceptFailures failed attempts to accept connections
	 */
	public NodeStats(long peersAccepted, long peersDialed, long peersDisconnected, long dialFailures, long hookFailures,
			long decodeFailures, Map<Refusal, Long> refusals, long acceptFailures) {
		this(peersAccepted, peersDialed, peersDisconnected, dialFailures, hookFailures, decodeFailures, refusals,
				acceptFailures, 0);
	}

}
