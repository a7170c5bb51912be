package io.noise.engine;

import java.time.Duration;

import io.noise.session.channel.ChannelSession;

/**
 * The settings of connections.
 *
 * @param session the kind of session
 * @param drainTimeout the most time for the end of a connection, and again for its hooks
 */
record ConnectionSettings(ChannelSession session, Duration drainTimeout) {
}
