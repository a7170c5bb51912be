package io.noise.engine;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.channel.EventLoop;
import io.noise.DialException;
import io.noise.DialException.Reason;
import io.noise.DisconnectReason;
import io.noise.NodeTracer;
import io.noise.Peer;
import io.noise.identity.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a dial to one of its addresses, from connecting to its end: puts what
 * becomes of it into the result, or says that there will be no peer at this address.
 */
final class DialConnection implements DialOutcome {

	private final DialTarget target;

	private final EventLoop loop;

	private final DialTimer timer;

	private final DialResult result;

	private final Consumer<DialException> noPeer;

	/** Set on the event loop. */
	private volatile @Nullable Connection connection;

	private volatile boolean connected;

	/** Whether it has led on. On the event loop. */
	private boolean ledOn;

	/**
	 * Makes one that has not begun.
	 * @param target the target of the dial
	 * @param loop the event loop of the dial
	 * @param timer the time limits of the dial
	 * @param result told of the peer, and of failures that end the dial
	 * @param noPeer called on the event loop, at most once, with any other failure: the
	 * next address may do better
	 */
	DialConnection(DialTarget target, EventLoop loop, DialTimer timer, DialResult result,
			Consumer<DialException> noPeer) {
		this.target = target;
		this.loop = loop;
		this.timer = timer;
		this.result = result;
		this.noPeer = noPeer;
	}

	@Override
	public @Nullable Supplier<NodeTracer.Scope> takeContext() {
		return this.result.takeContext();
	}

	/**
	 * Begins to connect. On the event loop.
	 * @param connectMillis the time in which it must be connected
	 */
	void begin(DialConnector connector, SocketAddress where, int connectMillis) {
		connector.connect(this.loop, where, connectMillis, this, (made) -> this.connection = made)
			.addListener((done) -> {
				if (done.isSuccess()) {
					this.connected = true;
					this.timer.pauseConnecting();
				}
				else if (connector.isClosed()) {
					failClosed();
				}
				else {
					leadOn(Failures.dialFailed(this.target.text(), done.cause()));
				}
			});
	}

	private void failClosed() {
		this.result.failConnecting(Failures.closed(this.target.text()));
	}

	private void leadOn(DialException why) {
		if (!this.ledOn) {
			this.ledOn = true;
			this.noPeer.accept(why);
		}
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
	public DialTarget target() {
		return this.target;
	}

	@Override
	public Duration handshakeTime() {
		return this.timer.handshakeTime();
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
		if (!this.connected) {
			// The connect future says why.
			return;
		}
		DialException why = Failures.noSession(this.target.text(), reason, cause);
		boolean timeIsOver = reason == DisconnectReason.IDLE;
		if (this.result.shown().isDone() || timeIsOver || why.reason() == Reason.CLOSED || Failures.gaveWay(why)) {
			this.result.fail(why);
			return;
		}
		try {
			this.loop.execute(() -> leadOn(why));
		}
		catch (RejectedExecutionException ex) {
			failClosed();
		}
	}

}
