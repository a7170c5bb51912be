package io.noise.engine;

import java.util.Map;
import java.util.function.LongSupplier;

import io.noise.DialException;
import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.NodeMeters;
import io.noise.NodeObserver.Outcome;
import io.noise.NodeStats;
import io.noise.Refusal;
import io.noise.message.DifferingTypes;
import io.noise.message.DisconnectException;
import io.noise.message.MessageType;
import io.noise.message.UnclaimedTypes;
import io.noise.message.UndecodableTypes;
import org.jspecify.annotations.Nullable;

/**
 * Counts and logs events of a node's connections and messages. From any thread.
 */
final class NodeReports {

	private final Object node;

	private final NodeCounters counters;

	private final NodeTally tally;

	private final Refusals refusals;

	private final UnclaimedTypes unclaimed;

	private final UndecodableTypes undecodable;

	private final DifferingTypes differing;

	NodeReports(Object node, NodeCounters counters, NodeTally tally, Refusals refusals, LongSupplier clock) {
		this.node = node;
		this.counters = counters;
		this.tally = tally;
		this.refusals = refusals;
		this.unclaimed = new UnclaimedTypes(clock);
		this.undecodable = new UndecodableTypes(clock);
		this.differing = new DifferingTypes(clock);
	}

	/**
	 * The node, as logs name it.
	 */
	Object node() {
		return this.node;
	}

	NodeStats stats() {
		return this.counters.snapshot(this.refusals.snapshot(), this.tally.allDropped());
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
	 * Reports types of a peer that differ from those of this node, if there are any.
	 * @param peer the peer, as logs name it
	 */
	void differing(Object peer, Map<String, String> changed) {
		this.differing.add(peer, changed);
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
	void dropped(NodeMeters.Drop why, int messages) {
		this.tally.dropped(why).add(messages);
	}

	/**
	 * Counts a dial that has failed. One of the node itself is no failure.
	 */
	void dialFailed(DialException.Reason why) {
		this.tally.failedDials(why).increment();
		if (why != DialException.Reason.SELF) {
			this.counters.dialFailures().increment();
		}
	}

	/**
	 * Counts bytes on a socket.
	 */
	void bytes(Direction direction, int count) {
		this.tally.bytes(direction).add(count);
	}

	/**
	 * Counts a message of a type.
	 */
	void message(Direction direction, int opcode) {
		this.tally.messages(direction, opcode).increment();
	}

	/**
	 * Tells how long a request took, where anybody wants to know.
	 * @param direction outbound if this node asked
	 */
	void request(Direction direction, int opcode, Outcome outcome, long nanos) {
		if (this.tally.isObserved()) {
			this.tally.tell((observer) -> observer.request(direction, opcode, outcome, nanos));
		}
	}

	/**
	 * Tells how long a handshake took.
	 * @param failure the reason of the connection's end; null if there is a session
	 */
	void handshake(Direction direction, @Nullable DisconnectReason failure, long nanos) {
		this.tally.tell((observer) -> observer.handshake(direction, failure, nanos));
	}

	/**
	 * Tells how long the answer to a ping took.
	 */
	void roundTrip(long nanos) {
		this.tally.tell((observer) -> observer.roundTrip(nanos));
	}

}
