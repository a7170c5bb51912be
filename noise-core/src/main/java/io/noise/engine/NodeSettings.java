package io.noise.engine;

import java.util.Map;
import java.util.concurrent.Executor;

import io.netty.channel.WriteBufferWaterMark;
import io.noise.Limits;
import io.noise.PeerAuthorizer;
import io.noise.PeerSetup;
import io.noise.Refusal;
import io.noise.identity.Identity;
import io.noise.identity.Trust;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.SessionLimits;
import io.noise.transport.HostPort;
import io.noise.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a node. {@link io.noise.Node.Builder} describes each part and
 * checks it.
 */
record NodeSettings(HostPort bind, External external, Map<String, Object> metadata, Identity identity,
		ChannelSession session, Transport transport, @Nullable Executor executor, @Nullable PeerSetup setup,
		Trust trust, @Nullable PeerAuthorizer authorizer, int maxMessageBytes, NodeTimeouts timeouts, Limits limits) {

	/**
	 * The advertised address, as far as it differs from the bound one.
	 *
	 * @param host a name or address; null for the bound one
	 * @param port 0 for the bound one
	 */
	record External(@Nullable String host, int port) {
	}

	/**
	 * Returns the levels of the write buffer at which writing pauses and resumes.
	 */
	WriteBufferWaterMark waterMark() {
		return new WriteBufferWaterMark(this.limits.writeBufferLow(), this.limits.writeBufferHigh());
	}

	/**
	 * Returns the limits that sessions enforce.
	 */
	SessionLimits sessionLimits() {
		return new SessionLimits(this.maxMessageBytes, this.limits.frameTimeout(), this.limits.receiveQueue(),
				this.limits.pingInterval(), this.limits.pingTimeout(), this.limits.stallTimeout());
	}

	/**
	 * Returns the value of a limit.
	 * @throws IllegalArgumentException if the refusal is not by a limit
	 */
	Object limit(Refusal which) {
		return switch (which) {
			case MAX_INBOUND -> this.limits.maxInbound();
			case MAX_OUTBOUND -> this.limits.maxOutbound();
			case MAX_PER_ADDRESS -> this.limits.maxPerAddress();
			case MAX_PER_NETWORK -> this.limits.maxPerNetwork();
			case ACCEPT_RATE -> this.limits.acceptRate();
			case HANDSHAKE_RATE -> this.limits.handshakeRate();
			case MAX_PENDING_HANDSHAKES -> this.limits.maxPendingHandshakes();
			case MAX_WAITING_DIALS -> this.limits.maxWaitingDials();
			case HANDSHAKE_TIMEOUT -> this.timeouts.handshake();
			case MAX_MESSAGE_SIZE -> this.maxMessageBytes;
			case FRAME_TIMEOUT -> this.limits.frameTimeout();
			case PING_TIMEOUT -> this.limits.pingTimeout();
			case STALL_TIMEOUT -> this.limits.stallTimeout();
			case SEND_QUEUE -> this.limits.sendQueue();
			case MAX_OPEN_REQUESTS -> this.limits.maxOpenRequests();
			case NOT_TRUSTED, NOT_AUTHORIZED -> throw new IllegalArgumentException(which + " (expected: a limit)");
		};
	}

}
