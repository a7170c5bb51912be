package io.noise.engine;

import io.noise.Direction;
import io.noise.Refusal;
import io.noise.identity.NodeId;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;

/**
 * Words refusals of nodes: in full for this node's log and its own dials, in a few fixed
 * words for nodes that have dialled it.
 */
final class AdmissionRefusals {

	private final Refusals refusals;

	AdmissionRefusals(Refusals refusals) {
		this.refusals = refusals;
	}

	/**
	 * Refuses a node.
	 * @param why completes "the node is …", in words that the node itself may read
	 * @return the refusal, worded for its reader
	 */
	SessionException refuse(Connection connection, NodeId proven, Refusal refusal, String why) {
		SessionException toDialer = refuse(connection, refusal, "node " + proven + " is " + why + " of this node");
		return (connection.direction() == Direction.OUTBOUND) ? toDialer : new SessionException(Fault.REJECTED, why);
	}

	/**
	 * Refuses a node that this one has dialled.
	 * @param words the reason in full
	 */
	SessionException refuse(Connection connection, Refusal refusal, String words) {
		count(connection, refusal, words);
		return new SessionException(Fault.REJECTED, words);
	}

	/**
	 * Counts and logs a refusal.
	 */
	void count(Connection connection, Refusal refusal, String words) {
		this.refusals.byWill(refusal, connection, words);
	}

}
