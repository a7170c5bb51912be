package io.noise.engine;

import io.noise.NodeStats;
import io.noise.Refusal;
import io.noise.message.DisconnectException;
import io.noise.message.MessageType;
import io.noise.message.UnclaimedTypes;
import io.noise.message.UndecodableTypes;

/**
 * Counts and logs what becomes of the connections of a node and of their messages.
 */
final class NodeReports {

	private final Object node;

	private final NodeCounters counters;

	private final Refusals refusals;

	private final UnclaimedTypes unclaimed = new UnclaimedTypes(System::nanoTime);

	private final UndecodableTypes undecodable = new UndecodableTypes(System::nanoTime);

	NodeReports(Object node, NodeCounters counters, Refusals refusals) {
		this.node = node;
		this.counters = counters;
		this.refusals = refusals;
	}

	/**
	 * The node, as logs call it.
	 */
	Object node() {
		return this.node;
	}

	NodeStats stats() {
		return this.counters.snapshot(this.refusals.snapshot());
	}

	/**
	 * A remote has exceeded a limit.
	 * @param helps whether it helps to raise it
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
	 * A remote of another kind of session was here.
	 */
	void otherKind(Object who, ConnectionMismatch seen) {
		this.refusals.byKind(who, seen);
	}

	/**
	 * A message came that cannot be decoded.
	 * @param peer the peer, as logs call it
	 */
	void undecodable(String peer, DisconnectException why) {
		this.undecodable.add(peer, why);
	}

	/**
	 * A connection ends for want of a codec, or a message that came before its end cannot
	 * be decoded.
	 */
	void decodeFailed() {
		this.counters.decodeFailures().increment();
	}

	/**
	 * Messages of a type came that nothing receives.
	 * @param peer the peer, as logs call it
	 * @param maxBytes how much is kept of one peer
	 */
	void unclaimed(Object peer, MessageType<?> type, int maxBytes) {
		this.unclaimed.add(peer, type, maxBytes);
	}

	/**
	 * Messages came and were never handled.
	 */
	void dropped(int messages) {
		this.counters.messagesDropped().add(messages);
	}

}
