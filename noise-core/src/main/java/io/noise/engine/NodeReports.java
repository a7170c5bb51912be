package io.noise.engine;

import java.util.function.LongSupplier;

import io.noise.NodeStats;
import io.noise.Refusal;
import io.noise.message.DisconnectException;
import io.noise.message.MessageType;
import io.noise.message.UnclaimedTypes;
import io.noise.message.UndecodableTypes;

/**
 * Counts and logs events of a node's connections and messages. From any thread.
 */
final class NodeReports {

	private final Object node;

	private final NodeCounters counters;

	private final Refusals refusals;

	private final UnclaimedTypes unclaimed;

	private final UndecodableTypes undecodable;

	NodeReports(Object node, NodeCounters counters, Refusals refusals, LongSupplier clock) {
		this.node = node;
		this.counters = counters;
		this.refusals = refusals;
		this.unclaimed = new UnclaimedTypes(clock);
		this.undecodable = new UndecodableTypes(clock);
	}

	/**
	 * The node, as logs name it.
	 */
	Object node() {
		return this.node;
	}

	NodeStats stats() {
		return this.counters.snapshot(this.refusals.snapshot());
	}

	/**
	 * Reports that a remote has exceeded a limit.
	 * @param who the remote, as logs name it
	 * @param helps whether it helps to raise the limit
	 */
	void exceeded(Refusal limit, Object who, boolean helps) {
		if (helps) {
			this.refusals.byLimit(limit, who);
		}
		else {
			this.refusals.byLimitInVain(limit, who);
		}
	}

	/**
	 * Reports a remote with another kind of session.
	 */
	void otherKind(Object who, ConnectionMismatch seen) {
		this.refusals.byKind(who, seen);
	}

	/**
	 * Reports a message that cannot be decoded.
	 * @param peer the peer, as logs name it
	 */
	void undecodable(String peer, DisconnectException why) {
		this.undecodable.add(peer, why);
	}

	/**
	 * Counts a connection that ends because a message cannot be decoded, or such a
	 * message that arrived before the end.
	 */
	void decodeFailed() {
		this.counters.decodeFailures().increment();
	}

	/**
	 * Reports messages of a type that nothing receives.
	 * @param peer the peer, as logs name it
	 * @param maxBytes the most bytes that are kept of one peer
	 */
	void unclaimed(Object peer, MessageType<?> type, int maxBytes) {
		this.unclaimed.add(peer, type, maxBytes);
	}

	/**
	 * Counts a reply that arrived after its request had ended.
	 */
	void lateReply() {
		this.counters.lateReplies().increment();
	}

	/**
	 * Counts messages that arrived and were never handled.
	 */
	void dropped(int messages) {
		this.counters.messagesDropped().add(messages);
	}

}
