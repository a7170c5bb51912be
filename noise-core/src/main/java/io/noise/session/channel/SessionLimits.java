package io.noise.session.channel;

import java.time.Duration;

/**
 * What a node allows on a connection.
 *
 * @param maxMessageBytes the longest message; on {@code plain} the longest frame body
 * @param frameTimeout how long a begun frame may take
 */
public record SessionLimits(int maxMessageBytes, Duration frameTimeout) {
}
