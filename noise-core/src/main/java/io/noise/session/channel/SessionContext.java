package io.noise.session.channel;

import java.util.concurrent.Executor;

/**
 * What a node gives the sessions of its connections.
 *
 * @param limits what it allows
 * @param handshakes runs the computations of handshakes, a bounded number at a time; a
 * task that it has no room for is rejected
 */
public record SessionContext(SessionLimits limits, Executor handshakes) {
}
