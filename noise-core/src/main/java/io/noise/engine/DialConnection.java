package io.noise.engine;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
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
 * The connection of a dial to one of its addresses, from connecting to its end. Reports
 * its progress to the {@link DialAttempt}, which may try the next address.
 */
final class DialConnection implements DialOutcome {

	private final DialAttempt attempt;

	private final DialResult result;

	private final DialConnector connector;

	/** Set on the event loop. */
	private volatile @Nullable Connection connection;

	private volatile boolean connected;

	DialConnection(DialAttempt attempt, DialResult result, DialConnector connector) {
		this.attempt = attempt;
		this.result = result;
		this.connector = connector;
	}

	/**
	 * Begins to connect. On the event loop.
	 * @param connectMillis the time in which it must be connected
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
	 * Whether the connection is made and not closed.
	 */
	boolean isPending() {
		Connection made = this.connection;
		return this.connected && made != null && !made.closed().isDone();
	}

	/**
	 * Closes the connection. On the event loop.
	 */
	void close() {
		Connection made = this.connection;
		if (made != null) {
			made.close(DisconnectReason.LOCAL);
		}
	}

	/**
	 * The node that has proven its identity, whatever has become of the connection.
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
		return this.result.established();
	}

	@Override
	public void shown() {
		this.result.shown(Objects.requireNonNull(this.connection, "connection: null (expected: made)"));
	}

	@Override
	public void ready(Peer peer) {
		this.result.ready(peer);
	}

	@Override
	public void ended(@Nullable DisconnectReason reason, @Nullable Throwable cause) {
		// Where no connection was made, the connect future says why.
		if (this.connected) {
			this.attempt.ended(this, reason, cause);
		}
	}

}
