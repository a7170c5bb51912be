package io.noise.engine;

import java.time.Duration;

import io.netty.channel.Channel;
import io.noise.Direction;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionContext;
import io.noise.session.channel.SessionListener;
import io.noise.transport.HostPort;
import io.noise.transport.Transport;

/**
 * Begins the sessions of a node.
 */
final class ConnectionSessions {

	private final ChannelSession session;

	private final SessionContext context;

	private final Transport transport;

	private final Duration handshakeTimeout;

	ConnectionSessions(ChannelSession session, SessionContext context, Transport transport, Duration handshakeTimeout) {
		this.session = session;
		this.context = context;
		this.transport = transport;
		this.handshakeTimeout = handshakeTimeout;
	}

	/**
	 * Begins a session on a channel that has just become active. On its event loop.
	 */
	void open(Channel channel, Direction direction, SessionListener listener) {
		this.session.open(channel, (direction == Direction.OUTBOUND) ? Role.INITIATOR : Role.RESPONDER, this.context,
				listener);
	}

	/**
	 * Returns the address of this end of a channel.
	 */
	HostPort local(Channel channel) {
		return this.transport.describe(channel.localAddress());
	}

	/**
	 * Returns the address of the other end of a channel.
	 */
	HostPort remote(Channel channel) {
		return this.transport.describe(channel.remoteAddress());
	}

	/**
	 * The time in which an accepted connection must become a peer.
	 */
	Duration handshakeTimeout() {
		return this.handshakeTimeout;
	}

}
