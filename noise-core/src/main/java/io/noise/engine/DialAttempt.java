package io.noise.engine;

import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.netty.channel.EventLoop;
import io.noise.DialException;
import io.noise.DialException.Reason;
import io.noise.NodeTracer;
import io.noise.Peer;
import io.noise.identity.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One dial: looks the host up, then tries its addresses in turn on one event loop, until
 * one leads to a peer. Every failure leads on to the next address, except for the end of
 * a time limit and for a connection that gives way to another one, which is no failure.
 * The dial fails with the last failure that is not this node itself.
 * <p>
 * Looking up and connecting take at most the connect timeout, over all addresses; the
 * dial as a whole takes at most the handshake timeout more, its hooks not counted. That
 * time runs from the call where an application dials; where a connection is kept up, from
 * the attempt's turn.
 */
final class DialAttempt {

	private final DialTarget target;

	private final DialSettings settings;

	private final DialLookUp lookUp;

	private final DialConnector connector;

	private final EventLoop loop;

	private final DialResult result = new DialResult();

	private final DialTimer timer;

	private volatile boolean started;

	private volatile @Nullable DialConnection current;

	/** The addresses that are left. On the event loop. */
	private final Queue<SocketAddress> candidates = new ArrayDeque<>();

	/** On the event loop. */
	private @Nullable DialException failure;

	/**
	 * Creates an attempt that has not begun.
	 * @param target the target
	 * @param loop the event loop of its connections
	 * @param settings its time limits
	 * @param lookUp looks its name up
	 * @param connector makes its connections
	 */
	DialAttempt(DialTarget target, EventLoop loop, DialSettings settings, DialLookUp lookUp, DialConnector connector) {
		this.target = target;
		this.loop = loop;
		this.settings = settings;
		this.lookUp = lookUp;
		this.connector = connector;
		this.timer = new DialTimer(loop, settings, this.result.peer());
	}

	DialTarget target() {
		return this.target;
	}

	/**
	 * Sets the context of the thread that dials, in which the first hooks run.
	 */
	void calledIn(@Nullable Supplier<NodeTracer.Scope> captured) {
		this.result.calledIn(captured);
	}

	/**
	 * Completed in the new peer's lane or on the event loop; fails with a
	 * {@link DialException}.
	 */
	CompletableFuture<Peer> result() {
		return this.result.peer();
	}

	/**
	 * Completed when the attempt needs no turn any more: there is a session, or a
	 * failure.
	 */
	CompletableFuture<Void> connecting() {
		return this.result.connecting();
	}

	/**
	 * Completed in the new peer's lane when there is one, before its hooks run.
	 */
	CompletableFuture<Connection> shown() {
		return this.result.shown();
	}

	/**
	 * Starts the time of the dial as a whole. From any thread.
	 * @throws RejectedExecutionException if the node is closed
	 */
	void limitTime() {
		this.timer.limitDial(this::late);
	}

	/**
	 * Begins. Called when it is the attempt's turn, from any thread.
	 */
	void start() {
		this.started = true;
		try {
			if (this.target.keepsUp()) {
				limitTime();
			}
			this.loop.execute(() -> this.timer.resumeConnecting(this::notConnectedInTime));
			this.lookUp.resolve(this.target.address().target(), this::found,
					(failed) -> this.result.failConnecting(Failures.dialFailed(this.target.text(), failed)));
		}
		catch (RejectedExecutionException ex) {
			failClosed();
		}
	}

	/**
	 * Fails the attempt instead of beginning it, since a limit forbids that.
	 */
	void refuse(String why) {
		this.result.failConnecting(new DialException(this.target.text(), Reason.LIMIT, why, null));
	}

	private void failClosed() {
		this.result.failConnecting(Failures.closed(this.target.text()));
	}

	private void found(List<SocketAddress> others) {
		if (others.isEmpty()) {
			this.result.failConnecting(Failures.self(this.target.text()));
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
			failClosed();
		}
	}

	// --- the addresses in turn, on the event loop

	private void tryNext() {
		SocketAddress candidate = this.candidates.poll();
		if (candidate == null || result().isDone()) {
			return;
		}
		DialConnection next = new DialConnection(this.target, this.loop, this.timer, this.result, this::leadOn);
		this.current = next;
		next.begin(this.connector, candidate, this.timer.connectMillis(this.candidates.size() + 1));
	}

	/** Goes on to the next address: there will be no peer at this one. */
	private void leadOn(DialException why) {
		if (result().isDone()) {
			return;
		}
		if (this.failure == null || why.reason() != Reason.SELF) {
			this.failure = why;
		}
		if (this.candidates.isEmpty()) {
			this.result.fail(this.failure);
			return;
		}
		this.result.connectsAgain();
		this.timer.resumeConnecting(this::notConnectedInTime);
		tryNext();
	}

	// --- the end of a time limit, on the event loop

	private void notConnectedInTime() {
		failLate("no connection within " + this.settings.connectTimeout());
	}

	/**
	 * Ends the dial, whose time is over. Its connection, if there is one, has the same
	 * time limit and knows better what is missing, so it is left a second to report that.
	 */
	private void late() {
		DialConnection now = this.current;
		if (now != null && now.isPending()) {
			this.timer.inASecond(this::late);
			return;
		}
		boolean setupHangs = this.result.failSetup(new DialException(this.target.text(), Reason.HANDSHAKE,
				"the connection ended, and its setup does not", null));
		if (!setupHangs) {
			failLate(this.started ? "no connection in time" : noTurn());
		}
	}

	private void failLate(String words) {
		if (this.result.failConnecting(new DialException(this.target.text(), Reason.TIMEOUT, words, null))) {
			closeConnection();
		}
	}

	private String noTurn() {
		return "no turn within " + this.settings.dialTimeout() + ", connect and handshake timeout together: "
				+ this.settings.maxConcurrentDials()
				+ " others were under way (the limit is noise.limits.max-concurrent-dials)";
	}

	// --- giving up, from any thread

	/**
	 * Ends the attempt, unless it has led to a session.
	 */
	void giveUp() {
		if (this.result.failConnecting(Failures.closed(this.target.text()))) {
			onLoop(this::closeConnection);
		}
	}

	/**
	 * Ends the attempt and its connection, since the peer is not wanted any more.
	 */
	void abandon() {
		failClosed();
		onLoop(this::closeConnection);
	}

	private void closeConnection() {
		DialConnection last = this.current;
		if (last != null) {
			last.close();
		}
	}

	/**
	 * The node that has proven its identity, whatever has become of its connection.
	 */
	Optional<NodeId> reached() {
		return Optional.ofNullable(this.current).flatMap(DialConnection::reached);
	}

	@Override
	public String toString() {
		return this.target.toString();
	}

}
