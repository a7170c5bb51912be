package io.noise;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

import io.noise.identity.Identity;
import io.noise.identity.Trust;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.SessionLimits;
import io.noise.transport.HostPort;
import io.noise.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * How a node was configured. {@link Node.Builder} says what each part means and checks
 * it.
 */
record NodeSettings(HostPort bind, @Nullable String externalHost, int externalPort, Map<String, Object> metadata,
		Identity identity, ChannelSession session, Transport transport, @Nullable Executor executor,
		SessionLimits limits, @Nullable PeerSetup setup, Duration connectTimeout, Duration handshakeTimeout,
		Duration sendTimeout, Duration receiveTimeout, Duration drainTimeout, Trust trust,
		@Nullable PeerAuthorizer authorizer, Duration authorizerTimeout) {

	/**
	 * Whether peers prove who they are.
	 */
	boolean provesIdentities() {
		return this.session.identity().isPresent();
	}

}
