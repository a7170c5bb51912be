package io.noise.engine;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.noise.DisconnectReason;
import io.noise.Peer;
import io.noise.identity.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One address of a dial: a connection is made there, or not, and a peer may come of it.
 * What becomes of it is told to its {@link DialAttempt}, which may try the next address.
 */
final class DialTry implements DialOutcome {

	private final DialAttempt attempt;

	private final DialConnector connector;

	/** Set on the event loop. */
	private volatile @Nullable Connection connection;

	private volatile boolean connected;

	DialTry(DialAttempt attempt, DialConnector connector) {
		this.attempt = attempt;
		this.connector = connector;
	}

	/**
	 * Begins to connect. On the event loop.
	 */
	void begin(EventLoop loop, SocketAddress where, int connectMillis) {
		this.connector.connect(loop, where, connectMillis, this, (made) -> this.connection = made)
			.addListener((done) -> {
				if (done.isSuccess()) {
					this.connected = true;
					this.attempt.connected(this);
				}
				else {
					this.attempt.notConnected(this, done.cause());
				}
			});
	}

	/**
	 * Whether there is a connection.
	 */
	boolean isPending() {
		Connection made = this.connection;
		return this.connected && made != null && !made.closed().isDone();
	}

	/**
	 * Ends it. On the event loop.
	 */
	void close() {
		Connection made = this.connection;
		if (made != null) {
			made.close(DisconnectReason.LOCAL);
		}
	}

	/**
	 * Who the node has proven to be that it led to, whatever has become of it.
	 */
	Optional<NodeId> reached() {
		return Optional.ofNullable(this.connection).flatMap(Connection::proven);
	}

	@Override
	public DialAddress dialed() {
		return this.attempt.target().address();
	}

	@Override
	public boolean keepsUp() {
		return this.attempt.target().keepsUp();
	}

	@Override
	public Duration handshakeTime() {
		return this.attempt.handshakeTime();
	}

	@Override
	public boolean established() {
		return this.attempt.established();
	}

	@Override
	public void shown(Connection by) {
		this.attempt.shown(by);
	}

	@Override
	public void ready(Peer peer) {
		this.attempt.ready(peer);
	}

	@Override
	public void ended(@Nullable DisconnectReason reason, @Nullable Throwable cause) {
		// Where there was no connection, the connect future tells why.
		if (this.connected) {
			this.attempt.ended(this, reason, cause);
		}
	}

}
