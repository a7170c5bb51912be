package io.noise.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.noise.DisconnectReason;
import io.noise.Peer;
import io.noise.RemoteReason;
import io.noise.session.channel.SessionLink;
import org.jspecify.annotations.Nullable;

/**
 * The life of one connection as a state machine: how far it has come, how it ends, and
 * the moments that others wait for.
 *
 * <pre>
 *             connected      established        inTime         shown         ready
 *  CONNECTING ---------&gt; SESSION -----&gt; SETUP ---------&gt; DUE ---------&gt; PEER -------&gt; READY
 *             event loop    |  event loop |  event loop      lane           lane
 *                           |             |  without a setup,
 *                           +------+------+  else lane
 *                                  | time over, event loop
 *                                  v
 *                                 LATE
 *
 *        begin                close                  complete
 *  open -----------&gt; closing ----------&gt; closed -----------------------&gt; ended
 *        any thread           event loop         lane; event loop where nothing was due
 * </pre>
 *
 * The two go on side by side: a connection that has a session becomes a peer though it is
 * closing, or closed, meanwhile. A transition that is not drawn changes nothing.
 * {@code stopped} comes with the end, or earlier if hooks are given up. Reads are for any
 * thread.
 */
final class ConnectionLife {

	/** How far a connection has come. */
	enum Stage {

		/** The channel is not active yet. */
		CONNECTING,

		/** The session shakes hands. */
		SESSION,

		/** There is a session; the setup runs, if there is one. */
		SETUP,

		/** All is done in time: there will be a peer. */
		DUE,

		/** Users see the peer, and its first hooks run. */
		PEER,

		/** Its first hooks have run. */
		READY,

		/** The time was over before all was done: there will be no peer. */
		LATE

	}

	private static final CompletableFuture<Void> PASSED = CompletableFuture.completedFuture(null);

	/** Null for one that was accepted, and as soon as there is a peer that is ready. */
	private volatile @Nullable DialOutcome outcome;

	private final Object lock = new Object();

	/** Written with the lock held, like the next three. */
	private volatile Stage stage = Stage.CONNECTING;

	/** Null while the connection is open. */
	private volatile @Nullable DisconnectReason reason;

	private volatile @Nullable Throwable cause;

	private boolean hurried;

	private volatile @Nullable RemoteReason remoteReason;

	/** Present once the session stands. */
	private volatile @Nullable SessionLink link;

	private volatile long establishedNanos;

	private volatile @Nullable Future<?> timer;

	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	// What waits for other moments: there is something if anybody asks, guarded by the
	// lock.

	private @Nullable Runnable decided;

	private @Nullable CompletableFuture<Void> shown;

	private @Nullable CompletableFuture<Peer> ready;

	private @Nullable Peer peer;

	private @Nullable CompletableFuture<Void> stopped;

	private @Nullable Runnable ended;

	private boolean complete;

	/**
	 * Begins the life of a connection.
	 * @param outcome told what becomes of it; null for one that was accepted
	 */
	ConnectionLife(@Nullable DialOutcome outcome) {
		this.outcome = outcome;
	}

	// --- how far it comes

	/**
	 * Notes that the channel is active. On the event loop.
	 */
	void connected() {
		move(Stage.CONNECTING, Stage.SESSION);
	}

	/**
	 * Notes that the session stands. On the event loop.
	 * @param nanos the time now
	 * @return false if the time was over
	 */
	boolean established(SessionLink with, long nanos) {
		boolean moves = move(Stage.SESSION, Stage.SETUP);
		if (moves) {
			this.establishedNanos = nanos;
			this.link = with;
		}
		return moves;
	}

	/**
	 * Notes that the setup is done: there will be a peer, unless the time was over
	 * before. On the event loop or in the lane; may be called again.
	 * @return false if the time was over
	 */
	boolean inTime() {
		if (move(Stage.SETUP, Stage.DUE)) {
			decide();
		}
		stopTimer();
		return isDue();
	}

	private void decide() {
		Runnable action;
		synchronized (this.lock) {
			action = this.decided;
			this.decided = null;
		}
		run(action);
	}

	private static void run(@Nullable Runnable action) {
		if (action != null) {
			action.run();
		}
	}

	private boolean isDue() {
		Stage now = this.stage;
		return now == Stage.DUE || isShown(now);
	}

	private static boolean isShown(Stage stage) {
		return stage == Stage.PEER || stage == Stage.READY;
	}

	/**
	 * Notes that users see the peer, and its first hooks are about to run. In the lane.
	 */
	void show() {
		if (move(Stage.DUE, Stage.PEER)) {
			DialOutcome told = this.outcome;
			if (told != null) {
				told.shown();
			}
			CompletableFuture<Void> asked;
			synchronized (this.lock) {
				asked = this.shown;
				this.shown = PASSED;
			}
			pass(asked);
		}
	}

	/**
	 * Notes that the first hooks of the peer have run. In the lane.
	 */
	void ready(Peer peer) {
		if (move(Stage.PEER, Stage.READY)) {
			DialOutcome told = this.outcome;
			if (told != null) {
				told.ready(peer);
				// The dial is over, and need not be kept.
				this.outcome = null;
			}
			CompletableFuture<Peer> asked;
			synchronized (this.lock) {
				this.peer = peer;
				asked = this.ready;
			}
			if (asked != null) {
				asked.complete(peer);
			}
		}
	}

	private static void pass(@Nullable CompletableFuture<Void> asked) {
		if (asked != null) {
			asked.complete(null);
		}
	}

	private boolean move(Stage from, Stage to) {
		synchronized (this.lock) {
			boolean moves = this.stage == from;
			this.stage = moves ? to : this.stage;
			return moves;
		}
	}

	// --- the time until it is a peer

	/**
	 * Limits the time until the setup is done. On the event loop.
	 * @param late called on the event loop if the time is over before, with the stage
	 * that lasts too long
	 */
	void limit(EventLoop loop, Duration most, Consumer<Stage> late) {
		if (!isDue()) {
			this.timer = loop.schedule(() -> expire(late), most.toNanos(), TimeUnit.NANOSECONDS);
		}
		if (isDue()) {
			stopTimer();
		}
	}

	private void expire(Consumer<Stage> late) {
		Stage before = this.stage;
		if (move(Stage.SESSION, Stage.LATE) || move(Stage.SETUP, Stage.LATE)) {
			late.accept(before);
		}
	}

	/**
	 * Stops that time. From any thread.
	 */
	void stopTimer() {
		Future<?> running = this.timer;
		if (running != null) {
			running.cancel(false);
			this.timer = null;
		}
	}

	/**
	 * Tells the dial of the end as soon as the connection is closed: it is late, and its
	 * setup may never end. On the event loop.
	 */
	void endsWhenClosed() {
		DialOutcome told = this.outcome;
		if (told != null) {
			this.closed.whenComplete((nothing, never) -> told.ended(this.reason, this.cause));
		}
	}

	// --- how it ends

	/**
	 * Begins the end. From any thread.
	 * @return false if it had begun; the first reason counts
	 */
	boolean begin(DisconnectReason why) {
		synchronized (this.lock) {
			boolean begins = this.reason == null;
			this.reason = begins ? why : this.reason;
			return begins;
		}
	}

	/**
	 * Notes a failure that ends the connection. The first one counts. From any thread.
	 */
	void causedBy(Throwable failure) {
		synchronized (this.lock) {
			this.cause = (this.cause != null) ? this.cause : failure;
		}
	}

	/**
	 * Notes the closing words of the other end.
	 */
	void saidByOther(RemoteReason said) {
		this.remoteReason = said;
	}

	/**
	 * Notes that hooks that still run have to end soon. From any thread.
	 * @return false if that was noted before
	 */
	boolean hurry() {
		synchronized (this.lock) {
			boolean first = !this.hurried;
			this.hurried = true;
			return first;
		}
	}

	/**
	 * Completes {@link #closed}: the end has begun, and nothing more happens on the
	 * channel. On the event loop.
	 */
	void close() {
		this.closed.complete(null);
		decide();
	}

	/**
	 * Completes the end: the last hook has run. In the lane, or on the event loop.
	 */
	void complete() {
		Runnable last;
		CompletableFuture<Void> waiting;
		synchronized (this.lock) {
			this.complete = true;
			last = this.ended;
			this.ended = null;
			waiting = this.stopped;
			this.stopped = PASSED;
		}
		run(last);
		if (waiting == null) {
			tellEnd();
		}
		pass(waiting);
	}

	private void tellEnd() {
		DialOutcome told = this.outcome;
		if (told != null) {
			told.ended(this.reason, this.cause);
		}
	}

	// --- what others read, and wait for

	/**
	 * Whether users have seen the peer.
	 */
	boolean isShown() {
		return isShown(this.stage);
	}

	/**
	 * The session; null before it stands.
	 */
	@Nullable SessionLink link() {
		return this.link;
	}

	/**
	 * The time when the session was established, by the clock of the node.
	 */
	long establishedNanos() {
		return this.establishedNanos;
	}

	/**
	 * Whether the end has begun.
	 */
	boolean isClosing() {
		return this.reason != null;
	}

	/**
	 * The reason of the end, as this side knows it; empty before the end.
	 */
	Optional<DisconnectReason> reason() {
		return Optional.ofNullable(this.reason);
	}

	/**
	 * The failure that has ended it, null where there is none.
	 */
	@Nullable Throwable cause() {
		return this.cause;
	}

	/**
	 * The closing words of the other end; empty if it said nothing.
	 */
	Optional<RemoteReason> remoteReason() {
		return Optional.ofNullable(this.remoteReason);
	}

	/**
	 * Runs an action once it is decided whether there will be a peer: session and setup
	 * are done in time, or the connection is closed. There is one such action.
	 */
	void whenDecided(Runnable action) {
		boolean now;
		synchronized (this.lock) {
			now = isDue() || this.closed.isDone();
			this.decided = now ? null : action;
		}
		if (now) {
			action.run();
		}
	}

	/**
	 * Completed in the lane when there is a peer, before its first hooks run.
	 */
	CompletableFuture<Void> shown() {
		synchronized (this.lock) {
			this.shown = (this.shown != null) ? this.shown : new CompletableFuture<>();
			return this.shown;
		}
	}

	/**
	 * Completed in the lane when there is a peer and its first hooks have run.
	 */
	CompletableFuture<Peer> ready() {
		synchronized (this.lock) {
			if (this.ready == null) {
				this.ready = new CompletableFuture<>();
				if (this.peer != null) {
					this.ready.complete(this.peer);
				}
			}
			return this.ready;
		}
	}

	/**
	 * Completed when the connection is closed, whatever its hooks do.
	 */
	CompletableFuture<Void> closed() {
		return this.closed;
	}

	/**
	 * Completed when the connection is closed and its hooks have run, or were given up.
	 */
	CompletableFuture<Void> stopped() {
		CompletableFuture<Void> made = new CompletableFuture<>();
		synchronized (this.lock) {
			if (this.stopped != null) {
				return this.stopped;
			}
			this.stopped = made;
		}
		made.whenComplete((nothing, never) -> tellEnd());
		return made;
	}

	/**
	 * Runs an action once the connection is closed and nothing of it runs or waits here
	 * any more, not even a hook that was given up; after those that were added before.
	 */
	void whenEnded(Runnable action) {
		synchronized (this.lock) {
			if (!this.complete) {
				Runnable before = this.ended;
				this.ended = (before == null) ? action : () -> {
					before.run();
					action.run();
				};
				return;
			}
		}
		action.run();
	}

	/**
	 * The reasons in words: what this end knows, and what the other end said.
	 */
	String words() {
		return reason().map(DisconnectReason::toString).orElse("for no known reason")
				+ remoteReason().map((said) -> ", the other side said " + said).orElse("");
	}

	/**
	 * Whether one end did not understand the other.
	 */
	boolean isMisunderstanding() {
		return Stream.concat(reason().stream(), remoteReason().map(RemoteReason::reason).stream())
			.anyMatch((why) -> why == DisconnectReason.DECODE || why == DisconnectReason.PROTOCOL);
	}

}
