package io.noise.engine;

import java.time.Duration;

import io.noise.Limits;

/**
 * The settings of a node's messages.
 *
 * @param namesTypes whether the two ends know types by name
 * @param maxMessageBytes the longest message that may come, and the longest that may go
 * before the other end has said what it takes
 * @param sendQueue how much may wait to be sent to a peer, in bytes
 * @param receiveQueue how much of a peer may wait to be taken, in bytes
 * @param sendTimeout how long a message may wait before it begins
 * @param receiveTimeout how long callers wait for a message
 * @param stallTimeout how long nothing may be taken of what is written
 * @param requestTimeout how long callers wait for a reply
 * @param maxOpenRequests how many requests may be open, in each direction
 */
record ConversationSettings(boolean namesTypes, int maxMessageBytes, int sendQueue, int receiveQueue,
		Duration sendTimeout, Duration receiveTimeout, Duration stallTimeout, Duration requestTimeout,
		int maxOpenRequests) {

	static ConversationSettings of(NodeSettings node) {
		Limits limits = node.limits();
		return new ConversationSettings(node.session().namesTypes(), node.maxMessageBytes(), limits.sendQueue(),
				limits.receiveQueue(), node.timeouts().send(), node.timeouts().receive(), limits.stallTimeout(),
				node.timeouts().request(), limits.maxOpenRequests());
	}

}
