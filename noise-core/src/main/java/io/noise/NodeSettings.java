package io.noise;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

import io.netty.channel.WriteBufferWaterMark;
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
		Duration sendTimeout, Duration receiveTimeout, Duration drainTimeout, Limits nodeLimits, Trust trust,
		@Nullable PeerAuthorizer authorizer, Duration authorizerTimeout) {

	/**
	 * When a connection takes no more to write, and when it does again.
	 */
	WriteBufferWaterMark waterMark() {
		return new WriteBufferWaterMark(this.nodeLimits.writeBufferLow(), this.nodeLimits.writeBufferHigh());
	}

	/**
	 * The value of a limit.
	 * @throws IllegalArgumentException if it is none
	 */
	Object limit(Refusal which) {
		return switch (which) {
			case MAX_INBOUND -> this.nodeLimits.maxInbound();
			case MAX_OUTBOUND -> this.nodeLimits.maxOutbound();
			case MAX_PER_ADDRESS -> this.nodeLimits.maxPerAddress();
			case MAX_PER_NETWORK -> this.nodeLimits.maxPerNetwork();
			case ACCEPT_RATE -> this.nodeLimits.acceptRate();
			case HANDSHAKE_RATE -> this.nodeLimits.handshakeRate();
			case MAX_PENDING_HANDSHAKES -> this.nodeLimits.maxPendingHandshakes();
			case MAX_WAITING_DIALS -> this.nodeLimits.maxWaitingDials();
			case HANDSHAKE_TIMEOUT -> this.handshakeTimeout;
			case MAX_MESSAGE_SIZE -> this.limits.maxMessageBytes();
			case FRAME_TIMEOUT -> this.nodeLimits.frameTimeout();
			case PING_TIMEOUT -> this.nodeLimits.pingTimeout();
			case STALL_TIMEOUT -> this.nodeLimits.stallTimeout();
			case SEND_QUEUE -> this.nodeLimits.sendQueue();
			case NOT_TRUSTED, NOT_AUTHORIZED -> throw new IllegalArgumentException(which + " (expected: a limit)");
		};
	}

	/**
	 * Whether peers prove who they are.
	 */
	boolean provesIdentities() {
		return this.session.identity().isPresent();
	}

}
