package io.noise.engine;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.noise.DialException;
import io.noise.DialException.Reason;
import io.noise.DisconnectReason;
import io.noise.Peer;
import io.noise.identity.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One dial: looks the host up, then tries its addresses in turn on one event loop, until
 * one leads to a peer. Every failure leads on to the next address, but for the end of a
 * time limit; a connection that gives way to another one is no failure. The failure that
 * is told at the end is the last one that is not this node itself.
 * <p>
 * Looking up and connecting take at most the connect timeout, over all addresses; the
 * dial as a whole takes at most the handshake timeout more, its hooks not counted. That
 * time runs from the call where an application dials, and where a connection is kept up,
 * from when it is its turn.
 */
final class DialAttempt {

	private enum Phase {

		/** Until there is an established session. */
		CONNECTING,

		/** Until there is a peer; back to connecting if there will be none. */
		SETTING_UP,

		/** There is a peer, or a failure. */
		OVER

	}

	private final DialTarget target;

	private final NodeTimeouts timeouts;

	private final int maxConcurrentDials;

	private final DialLookUp lookUp;

	private final DialConnector connector;

	private final EventLoop loop;

	private final CompletableFuture<Peer> result = new CompletableFuture<>();

	private final CompletableFuture<Void> connecting = new CompletableFuture<>();

	private final CompletableFuture<Connection> shown = new CompletableFuture<>();

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.CONNECTING);

	private volatile boolean started;

	private volatile long deadlineNanos;

	private volatile @Nullable DialTry current;

	/** The event loop's alone, as are the rest. */
	private final Queue<SocketAddress> candidates = new ArrayDeque<>();

	private @Nullable DialException failure;

	private @Nullable Future<?> connectTimer;

	private long connectDeadlineNanos;

	/** While there is a connection, the time to connect does not run. */
	private long connectLeftNanos;

	/**
	 * Makes an attempt that has not begun.
	 * @param target where it leads
	 * @param loop the event loop of its connections
	 * @param timeouts the node's
	 * @param maxConcurrentDials how many dials may be under way, for messages
	 * @param lookUp looks its name up
	 * @param connector makes its connections
	 */
	DialAttempt(DialTarget target, EventLoop loop, NodeTimeouts timeouts, int maxConcurrentDials, DialLookUp lookUp,
			DialConnector connector) {
		this.target = target;
		this.loop = loop;
		this.timeouts = timeouts;
		this.maxConcurrentDials = maxConcurrentDials;
		this.lookUp = lookUp;
		this.connector = connector;
		this.result.whenComplete((peer, failed) -> {
			this.phase.set(Phase.OVER);
			this.connecting.complete(null);
		});
		if (!target.keepsUp()) {
			limitTime();
		}
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
	 * Completed in the new peer's lane when there is one, before its hooks run.
	 */
	CompletableFuture<Connection> shown() {
		return this.shown;
	}

	DialTarget target() {
		return this.target;
	}

	private void limitTime() {
		long nanos = this.timeouts.dial().toNanos();
		this.deadlineNanos = System.nanoTime() + nanos;
		var timer = this.loop.schedule(this::late, nanos, TimeUnit.NANOSECONDS);
		this.result.whenComplete((peer, failed) -> timer.cancel(false));
	}

	/**
	 * Begins, since it is its turn.
	 */
	void start() {
		this.started = true;
		try {
			if (this.target.keepsUp()) {
				limitTime();
			}
			this.loop.execute(() -> {
				this.connectLeftNanos = this.timeouts.connect().toNanos();
				goOnConnecting();
			});
		}
		catch (RejectedExecutionException ex) {
			fail(Failures.closed(this.target.text()));
			return;
		}
		lookUp();
	}

	/**
	 * Fails it, since a limit forbids it.
	 */
	void refuse(String why) {
		fail(new DialException(this.target.text(), Reason.LIMIT, why, null));
	}

	private void lookUp() {
		try {
			this.lookUp.resolve(this.target.address().target(), this::found,
					(failed) -> fail(Failures.dialFailed(this.target.text(), failed)));
		}
		catch (RejectedExecutionException ex) {
			fail(Failures.closed(this.target.text()));
		}
	}

	private void found(List<SocketAddress> others) {
		if (others.isEmpty()) {
			fail(Failures.self(this.target.text()));
			return;
		}
		onLoop(() -> {
			this.candidates.addAll(others);
			tryNext();
		});
	}

	private void onLoop(Runnable task) {
		try {
			this.loop.execute(task);
		}
		catch (RejectedExecutionException ex) {
			fail(Failures.closed(this.target.text()));
		}
	}

	// --- the addresses in turn, on the event loop

	private void tryNext() {
		SocketAddress candidate = this.candidates.poll();
		if (candidate == null || this.result.isDone()) {
			return;
		}
		DialTry next = new DialTry(this, this.connector);
		this.current = next;
		next.begin(this.loop, candidate, millisForNext());
	}

	/** What is left of the time is shared out among the addresses that are left. */
	private int millisForNext() {
		long left = Math.max(0, this.connectDeadlineNanos - System.nanoTime());
		long millis = TimeUnit.NANOSECONDS.toMillis(left) / (this.candidates.size() + 1);
		return (int) Math.min(Math.max(1, millis), Integer.MAX_VALUE);
	}

	void notConnected(DialTry by, Throwable cause) {
		if (this.connector.isClosed()) {
			fail(Failures.closed(this.target.text()));
		}
		else {
			leadOn(by, Failures.dialFailed(this.target.text(), cause));
		}
	}

	/** There is a connection. */
	void connected(DialTry by) {
		if (by == this.current && this.connectTimer != null) {
			this.connectTimer.cancel(false);
			this.connectTimer = null;
			this.connectLeftNanos = this.connectDeadlineNanos - System.nanoTime();
		}
	}

	private void goOnConnecting() {
		long left = Math.max(0, this.connectLeftNanos);
		this.connectDeadlineNanos = System.nanoTime() + left;
		var timer = this.loop.schedule(this::notConnectedInTime, left, TimeUnit.NANOSECONDS);
		this.connectTimer = timer;
		this.result.whenComplete((peer, failed) -> timer.cancel(false));
	}

	private void notConnectedInTime() {
		end(new DialException(this.target.text(), Reason.TIMEOUT, "no connection within " + this.timeouts.connect(),
				null));
	}

	/** There is no peer, and there will be none at this address. */
	private void leadOn(DialTry by, DialException why) {
		if (by != this.current || this.result.isDone()) {
			return;
		}
		if (this.failure == null || why.reason() != Reason.SELF) {
			this.failure = why;
		}
		if (this.candidates.isEmpty()) {
			this.result.completeExceptionally(this.failure);
			return;
		}
		this.phase.compareAndSet(Phase.SETTING_UP, Phase.CONNECTING);
		if (this.connectTimer == null) {
			goOnConnecting();
		}
		tryNext();
	}

	/**
	 * How long the connection that was just made may take to become a peer.
	 */
	Duration handshakeTime() {
		Duration left = Duration.ofNanos(Math.max(1, this.deadlineNanos - System.nanoTime()));
		Duration most = this.timeouts.handshake();
		return (left.compareTo(most) < 0) ? left : most;
	}

	/**
	 * The time is over for all of it. A connection that is there knows of it by itself,
	 * and tells more of what is missing.
	 */
	private void late() {
		DialTry now = this.current;
		if (now != null && now.isPending()) {
			var again = this.loop.schedule(this::late, 1, TimeUnit.SECONDS);
			this.result.whenComplete((peer, failed) -> again.cancel(false));
		}
		else if (this.phase.compareAndSet(Phase.SETTING_UP, Phase.OVER)) {
			this.result.completeExceptionally(new DialException(this.target.text(), Reason.HANDSHAKE,
					"the connection ended, and its setup does not", null));
		}
		else {
			end(new DialException(this.target.text(), Reason.TIMEOUT, this.started ? "no connection in time" : noTurn(),
					null));
		}
	}

	private String noTurn() {
		return "no turn within " + this.timeouts.dial() + ", connect and handshake timeout together: "
				+ this.maxConcurrentDials + " others were under way (the limit is noise.limits.max-concurrent-dials)";
	}

	private void end(DialException why) {
		if (fail(why)) {
			closeConnection();
		}
	}

	// --- how it ends, from any thread

	/**
	 * Ends the attempt, unless it has led to a session.
	 * @return false if it has
	 */
	boolean giveUp() {
		if (!this.phase.compareAndSet(Phase.CONNECTING, Phase.OVER)) {
			return false;
		}
		this.result.completeExceptionally(Failures.closed(this.target.text()));
		onLoop(this::closeConnection);
		return true;
	}

	/**
	 * Ends the attempt and what it has led to: nobody will take the peer.
	 */
	void abandon() {
		if (!giveUp()) {
			onLoop(this::closeConnection);
		}
	}

	private void closeConnection() {
		DialTry last = this.current;
		if (last != null) {
			last.close();
		}
	}

	/**
	 * Who the node has proven to be that it led to, whatever has become of it.
	 */
	Optional<NodeId> reached() {
		return Optional.ofNullable(this.current).flatMap(DialTry::reached);
	}

	private boolean fail(DialException why) {
		return this.phase.compareAndSet(Phase.CONNECTING, Phase.OVER) && this.result.completeExceptionally(why);
	}

	// --- what the connection tells, on the event loop or in the lane

	/**
	 * The session stands.
	 * @return false if nobody wants it any more
	 */
	boolean established() {
		boolean wanted = this.phase.compareAndSet(Phase.CONNECTING, Phase.SETTING_UP);
		this.connecting.complete(null);
		return wanted;
	}

	/** There is a peer. */
	void shown(Connection connection) {
		this.phase.set(Phase.OVER);
		this.shown.complete(connection);
	}

	/** Its hooks have run. */
	void ready(Peer peer) {
		this.result.complete(peer);
	}

	/** The connection has come to its end. */
	void ended(DialTry by, @Nullable DisconnectReason reason, @Nullable Throwable cause) {
		DialException why = Failures.noSession(this.target.text(), reason, cause);
		boolean timeIsOver = reason == DisconnectReason.IDLE;
		if (this.shown.isDone() || timeIsOver || why.reason() == Reason.CLOSED || Failures.gaveWay(why)) {
			this.result.completeExceptionally(why);
		}
		else {
			onLoop(() -> leadOn(by, why));
		}
	}

	@Override
	public String toString() {
		return this.target.toString();
	}

}
