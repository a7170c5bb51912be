package io.noise.engine;

import java.time.Duration;

import io.noise.session.channel.ChannelSession;

/**
 * The parts of a node that each of its connections uses.
 *
 * @param session the kind of session
 * @param drainTimeout the most time for the end of a connection, and again for its hooks
 * @param lanes makes the lane of its peer
 * @param reports told of what goes wrong
 * @param tracing the tracer, where there is one
 */
record ConnectionParts(ChannelSession session, Duration drainTimeout, HookLanes lanes, NodeReports reports,
		NodeTracing tracing) {
}
