package io.noise;

import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.noise.identity.NodeId;
import io.noise.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * One dial: looks the host up, then tries its addresses in turn on one event loop, within
 * the connect timeout. The first connection that is made decides.
 */
final class DialAttempt implements DialOutcome {

	private final Dialer dialer;

	private final NodeContext context;

	private final String address;

	private final PeerAddress target;

	private final boolean keepsUp;

	private final EventLoop loop;

	private volatile long deadlineNanos;

	private final CompletableFuture<Peer> result = new CompletableFuture<>();

	private final CompletableFuture<Void> connecting = new CompletableFuture<>();

	private final Queue<SocketAddress> candidates = new ArrayDeque<>();

	/** Set on the event loop. */
	private volatile @Nullable Connection connection;

	private volatile boolean connected;

	/** Until there is an established session, or a failure. */
	private final AtomicBoolean pending = new AtomicBoolean(true);

	/**
	 * An attempt, not yet begun.
	 * @param keepsUp whether another one follows when this one fails or its peer is lost
	 * @throws RejectedExecutionException if the node is closed
	 */
	DialAttempt(Dialer dialer, NodeContext context, String address, PeerAddress target, boolean keepsUp) {
		this.dialer = dialer;
		this.context = context;
		this.address = address;
		this.target = target;
		this.keepsUp = keepsUp;
		this.loop = context.runtime().loops().next();
	}

	/**
	 * Completed in the new peer's lane or on the event loop; fails with a
	 * {@link DialException}.
	 */
	CompletableFuture<Peer> result() {
		return this.result;
	}

	/**
	 * Completed when it needs no turn any more: there is a session, or a failure.
	 */
	CompletableFuture<Void> connecting() {
		return this.connecting;
	}

	/**
	 * Begins. From now on the time runs.
	 */
	void start() {
		this.result.whenComplete((peer, failure) -> this.connecting.complete(null));
		this.deadlineNanos = System.nanoTime() + this.context.settings().connectTimeout().toNanos();
		try {
			var timer = this.loop.schedule(this::timeOut, nanosLeft(), TimeUnit.NANOSECONDS);
			this.result.whenComplete((peer, failure) -> timer.cancel(false));
		}
		catch (RejectedExecutionException ex) {
			fail(Failures.closed(this.address));
			return;
		}
		lookUp();
	}

	/**
	 * Fails it, since a limit forbids it.
	 */
	void refuse(String why) {
		fail(new DialException(this.address, DialException.Reason.LIMIT, why, null));
	}

	private long nanosLeft() {
		return Math.max(0, this.deadlineNanos - System.nanoTime());
	}

	private void lookUp() {
		try {
			this.context.runtime().lookUps().execute(this::resolve);
		}
		catch (RejectedExecutionException ex) {
			fail(Failures.closed(this.address));
		}
	}

	/** On a thread of the node's own, since looking up a name blocks. */
	private void resolve() {
		try {
			List<SocketAddress> others = this.context.settings()
				.transport()
				.resolve(this.target.target())
				.stream()
				.filter((found) -> !this.dialer.isOwn(found))
				.toList();
			if (others.isEmpty()) {
				fail(Failures.self(this.address));
				return;
			}
			onLoop(() -> {
				this.candidates.addAll(others);
				tryNext();
			});
		}
		catch (UnknownHostException | RuntimeException ex) {
			fail(Failures.dialFailed(this.address, ex));
		}
	}

	private void onLoop(Runnable task) {
		try {
			this.loop.execute(task);
		}
		catch (RejectedExecutionException ex) {
			fail(Failures.closed(this.address));
		}
	}

	private void tryNext() {
		SocketAddress candidate = this.candidates.poll();
		if (candidate == null || this.result.isDone()) {
			return;
		}
		Transport transport = this.context.settings().transport();
		Bootstrap bootstrap = new Bootstrap().group(this.loop)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millisForNext())
			.option(ChannelOption.WRITE_BUFFER_WATER_MARK, this.context.settings().waterMark())
			.handler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					Connection made = new Connection(DialAttempt.this.context, channel, DialAttempt.this);
					DialAttempt.this.connection = made;
					made.install();
				}

			});
		transport.configure(bootstrap);
		bootstrap.connect(candidate, transport.nextLocalAddress()).addListener((done) -> {
			if (done.isSuccess()) {
				this.connected = true;
			}
			else {
				notConnected(done.cause());
			}
		});
	}

	/** What is left of the time is shared out among the addresses that are left. */
	private int millisForNext() {
		long millis = TimeUnit.NANOSECONDS.toMillis(nanosLeft()) / (this.candidates.size() + 1);
		return (int) Math.min(Math.max(1, millis), Integer.MAX_VALUE);
	}

	private void notConnected(Throwable cause) {
		if (this.context.connections().isClosed()) {
			fail(Failures.closed(this.address));
		}
		else if (this.candidates.isEmpty()) {
			fail(Failures.dialFailed(this.address, cause));
		}
		else {
			tryNext();
		}
	}

	private void timeOut() {
		if (!this.connected) {
			fail(new DialException(this.address, DialException.Reason.TIMEOUT,
					"no connection within " + this.context.settings().connectTimeout(), null));
			closeConnection();
		}
	}

	/**
	 * Ends the attempt, unless it has led to a peer. From any thread.
	 * @return false if it has
	 */
	boolean giveUp() {
		if (!this.pending.get() || !fail(Failures.closed(this.address))) {
			return false;
		}
		onLoop(this::closeConnection);
		return true;
	}

	/**
	 * Ends the attempt and what it has led to: nobody will take the peer. From any
	 * thread.
	 */
	void abandon() {
		if (!giveUp()) {
			onLoop(this::closeConnection);
		}
	}

	private void closeConnection() {
		Connection made = this.connection;
		if (made != null) {
			made.close(DisconnectReason.LOCAL);
		}
	}

	@Override
	public PeerAddress dialed() {
		return this.target;
	}

	@Override
	public boolean keepsUp() {
		return this.keepsUp;
	}

	/**
	 * Who the node has proven to be that it led to, whatever has become of it.
	 */
	Optional<NodeId> reached() {
		return Optional.ofNullable(this.connection).flatMap(Connection::proven);
	}

	@Override
	public boolean established() {
		boolean wanted = this.pending.compareAndSet(true, false);
		this.connecting.complete(null);
		return wanted;
	}

	@Override
	public void ready(Peer peer) {
		this.result.complete(peer);
	}

	@Override
	public void ended(@Nullable DisconnectReason reason, @Nullable Throwable cause) {
		// Where there was no connection, the connect future tells why.
		if (this.connected && !this.result.isDone()) {
			this.result.completeExceptionally(Failures.noSession(this.address, reason, cause));
		}
	}

	private boolean fail(DialException failure) {
		return this.pending.compareAndSet(true, false) && this.result.completeExceptionally(failure);
	}

	@Override
	public String toString() {
		return this.address;
	}

}
