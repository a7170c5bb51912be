package io.noise.engine;

import java.time.Duration;

import io.netty.channel.Channel;
import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionContext;
import io.noise.session.channel.SessionListener;
import org.jspecify.annotations.Nullable;

/**
 * Begins the sessions of a node.
 */
final class ConnectionSessions {

	private final ChannelSession session;

	private final SessionContext context;

	private final Duration handshakeTimeout;

	private final NodeReports reports;

	ConnectionSessions(ChannelSession session, SessionContext context, Duration handshakeTimeout, NodeReports reports) {
		this.session = session;
		this.context = context;
		this.handshakeTimeout = handshakeTimeout;
		this.reports = reports;
	}

	/**
	 * Begins a session on a channel that has just become active. On its event loop.
	 */
	void open(Channel channel, Direction direction, SessionListener listener) {
		this.session.open(channel, (direction == Direction.OUTBOUND) ? Role.INITIATOR : Role.RESPONDER, this.context,
				listener);
	}

	/**
	 * Tells how long a handshake took.
	 * @param failure the reason of the connection's end; null if there is a session
	 */
	void took(Direction direction, @Nullable DisconnectReason failure, long nanos) {
		this.reports.handshake(direction, failure, nanos);
	}

	/**
	 * Tells how long the answer to a ping took.
	 */
	void roundTrip(long nanos) {
		this.reports.roundTrip(nanos);
	}

	/**
	 * The time in which an accepted connection must become a peer.
	 */
	Duration handshakeTimeout() {
		return this.handshakeTimeout;
	}

}
