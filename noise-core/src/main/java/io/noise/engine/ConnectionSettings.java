package io.noise.engine;

import java.time.Duration;

import io.noise.session.channel.ChannelSession;

/**
 * The settings of connections.
 *
 * @param session the kind of session
 * @param drainTimeout how long the end of a connection takes at most, and again its hooks
 */
record ConnectionSettings(ChannelSession session, Duration drainTimeout) {
}
