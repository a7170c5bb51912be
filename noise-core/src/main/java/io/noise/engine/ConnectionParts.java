package io.noise.engine;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.function.Function;

import io.noise.session.channel.ChannelSession;
import io.noise.transport.HostPort;

/**
 * The parts of a node that each of its connections uses.
 *
 * @param session the kind of session
 * @param addresses formats addresses of its channel
 * @param drainTimeout the most time for the end of a connection, and again for its hooks
 * @param lanes makes the lane of its peer
 * @param reports told of what goes wrong
 * @param tracing the tracer, where there is one
 */
record ConnectionParts(ChannelSession session, Function<SocketAddress, HostPort> addresses, Duration drainTimeout,
		HookLanes lanes, NodeReports reports, NodeTracing tracing) {
}
