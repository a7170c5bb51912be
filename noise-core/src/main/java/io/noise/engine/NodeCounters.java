package io.noise.engine;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.noise.NodeStats;
import io.noise.Refusal;

/**
 * The counters of a node.
 */
record NodeCounters(LongAdder peersAccepted, LongAdder peersDialed, LongAdder peersDisconnected, LongAdder dialFailures,
		LongAdder hookFailures, LongAdder decodeFailures, LongAdder acceptFailures, LongAdder lateReplies) {

	NodeCounters() {
		this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(),
				new LongAdder(), new LongAdder());
	}

	NodeStats snapshot(Map<Refusal, Long> refusals, long messagesDropped) {
		return new NodeStats(this.peersAccepted.sum(), this.peersDialed.sum(), this.peersDisconnected.sum(),
				this.dialFailures.sum(), this.hookFailures.sum(), this.decodeFailures.sum(), refusals,
				this.acceptFailures.sum(), messagesDropped, this.lateReplies.sum());
	}

}
