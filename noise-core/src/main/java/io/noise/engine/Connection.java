package io.noise.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.PeerStats;
import io.noise.Refusal;
import io.noise.RemoteReason;
import io.noise.concurrent.Lane;
import io.noise.identity.NodeId;
import io.noise.message.DisconnectException;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.HangUp;
import io.noise.session.channel.SessionLink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, as the rest of the node sees it: who is at its other end, what belongs
 * to it, and how it is closed. What happens on its channel comes by way of its
 * {@code ConnectionTail}. Its methods may be called by any thread unless they say
 * otherwise; hooks run in its lane.
 *
 * <pre>
 *            channelActive         established            channelUnregistered
 * connecting ------------&gt; session -----------&gt; peer -----------------------&gt; gone
 *                                     lane: hooks of             lane: disconnect hooks,
 *                                     connection, init           then {@code stopped}
 * </pre>
 */
final class Connection {

	private static final Logger logger = LoggerFactory.getLogger(Connection.class);

	/**
	 * How long the other end may take to read what was written, and why the connection
	 * ends, where that is its own fault.
	 */
	private static final Duration LAST_WORDS = Duration.ofSeconds(5);

	private final ConnectionId id;

	private final Channel channel;

	private final @Nullable DialOutcome outcome;

	private final ChannelSession session;

	private final Duration drainTimeout;

	private final NodeReports reports;

	private final Direction direction;

	private final Lane lane;

	private final ConnectionDeadline deadline;

	private final ConnectionTraffic traffic = new ConnectionTraffic();

	private final AtomicReference<@Nullable DisconnectReason> reason = new AtomicReference<>();

	private final CompletableFuture<Void> shown = new CompletableFuture<>();

	private final CompletableFuture<Peer> ready = new CompletableFuture<>();

	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	private final CompletableFuture<Void> stopped = new CompletableFuture<>();

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final AtomicBoolean hurried = new AtomicBoolean();

	private volatile String localAddress = "unbound";

	private volatile String remoteAddress = "unconnected";

	private volatile @Nullable Throwable cause;

	/** A frame for which the connection ends, though it may take a moment. */
	private volatile @Nullable DisconnectException refused;

	/** What the other end is told when this one closes, besides the reason. */
	private volatile String lastWords = "";

	private volatile @Nullable RemoteReason remoteReason;

	/** Present once the other node has proven it, where the session does that. */
	private volatile @Nullable NodeId proven;

	/** Present once the session stands. */
	private volatile @Nullable SessionLink link;

	/** Present from the moment when the connection is complete. */
	private volatile @Nullable Conversation conversation;

	private volatile long establishedNanos;

	/**
	 * Makes a connection that has no {@linkplain #complete conversation} yet.
	 * @param id its id
	 * @param channel its channel, not yet active
	 * @param outcome told what becomes of it; null for one that was accepted
	 * @param lanes makes the lane of its peer
	 * @param settings what it needs of the node's settings
	 * @param reports told of what goes wrong
	 */
	Connection(ConnectionId id, Channel channel, @Nullable DialOutcome outcome, HookLanes lanes,
			ConnectionSettings settings, NodeReports reports) {
		this.id = id;
		this.channel = channel;
		this.outcome = outcome;
		this.session = settings.session();
		this.drainTimeout = settings.drainTimeout();
		this.reports = reports;
		this.direction = (outcome != null) ? Direction.OUTBOUND : Direction.INBOUND;
		this.lane = lanes.lane(words(), () -> close(DisconnectReason.LIMIT));
		this.deadline = new ConnectionDeadline(this.session.name());
	}

	/** Gives the connection its conversation, before anything happens on the channel. */
	void complete(Conversation with) {
		this.conversation = with;
		if (this.outcome != null) {
			DialOutcome told = this.outcome;
			this.stopped.whenComplete((nothing, never) -> told.ended(this.reason.get(), this.cause));
		}
	}

	// --- what its tail tells, on the event loop

	/** The channel has both its ends now. */
	void connected(String local, String remote) {
		this.localAddress = local;
		this.remoteAddress = remote;
	}

	/** The other node has proven who it is. */
	void proven(NodeId id) {
		this.proven = id;
	}

	/** The session stands. */
	void established(SessionLink with) {
		this.establishedNanos = System.nanoTime();
		this.link = with;
	}

	/** There is a peer, and its first hooks are about to run. In the lane. */
	void appeared() {
		if (this.outcome != null) {
			this.outcome.shown(this);
		}
		this.shown.complete(null);
	}

	/** Its first hooks have run. In the lane. */
	void ready(Peer peer) {
		if (this.outcome != null) {
			this.outcome.ready(peer);
		}
		this.ready.complete(peer);
	}

	/**
	 * Closes the connection because of what came, or did not come. One that is closing
	 * goes on with that: what still comes does not matter.
	 */
	void caught(Throwable thrown) {
		if (isClosing() && !(thrown instanceof IOException)) {
			logger.debug("{}: {} of {} is closing, and so it does not matter: {}", this.reports.node(), this.id,
					this.remoteAddress, thrown.toString());
		}
		else {
			fail(thrown);
		}
	}

	/** The other side sends nothing more. On the event loop. */
	void inputEnded() {
		endRefused();
		if (!close(DisconnectReason.REMOTE)) {
			HangUp.inputEnded(this.channel);
		}
	}

	/**
	 * Closes the connection because of what was thrown: it cannot go on.
	 */
	void fail(Throwable thrown) {
		DisconnectException first = this.refused;
		if (first != null && first != thrown && !isClosing()) {
			fail(first);
			return;
		}
		if (this.cause == null) {
			this.cause = thrown;
		}
		DisconnectReason why = Failures.disconnectReason(thrown);
		if (thrown instanceof DisconnectException refused) {
			tellUndecodable(refused);
		}
		if (close(why)) {
			logger.debug("{}: {} of {} is closed, {}: {}", this.reports.node(), this.id, this.remoteAddress, why,
					thrown.toString());
			Failures.limit(thrown).ifPresent(this::ranInto);
		}
		else {
			// It was about to close gently: it cannot go on.
			this.channel.close();
		}
	}

	/**
	 * A frame came that cannot be taken for a message. Whatever ends the connection from
	 * now on, that is why. On the event loop.
	 */
	void refused(DisconnectException why) {
		this.refused = why;
	}

	/**
	 * Ends the connection because of that frame, unless it has ended. From any thread.
	 */
	void endRefused() {
		DisconnectException why = this.refused;
		if (why != null && !isClosing()) {
			fail(why);
		}
	}

	/**
	 * A message was taken that cannot be decoded. From any thread.
	 */
	void undecodable(DisconnectException why) {
		if (isClosing()) {
			// What came before the end, and is taken behind it.
			tellUndecodable(why);
			if (this.reason.get() != DisconnectReason.DECODE) {
				this.reports.decodeFailed();
			}
			logger.debug("{}: from {} of {}, which is closing: {}", this.reports.node(), this.id, this.remoteAddress,
					why.toString());
		}
		else {
			fail(why);
		}
	}

	private void tellUndecodable(DisconnectException why) {
		if (why.reason() == DisconnectReason.DECODE) {
			this.lastWords = why.words();
			this.reports.undecodable(words(), why);
		}
	}

	/**
	 * The other end has said that it closes the connection, and why.
	 */
	void closedByOther(RemoteReason said) {
		this.remoteReason = said;
		if (this.cause == null) {
			this.cause = new DisconnectException(DisconnectReason.REMOTE,
					"the other side closed the connection before there was a peer, it said " + said, null);
		}
		endRefused();
		close(DisconnectReason.REMOTE);
	}

	/**
	 * Counts a limit that the other end ran into. That somebody who says nothing at all
	 * should have more time to say it, is no advice.
	 */
	void ranInto(Refusal limit) {
		boolean silent = limit == Refusal.HANDSHAKE_TIMEOUT && !this.traffic.hasReceived();
		this.reports.exceeded(limit, this, !silent);
	}

	/**
	 * Notes of a setup that is late whether whoever was dialled has said anything at all.
	 * Where the session shakes no hands, silence may come of another kind of session, and
	 * as well of a block of this end that is slow.
	 */
	DisconnectException explain(DisconnectException late) {
		boolean suspicious = this.direction == Direction.OUTBOUND && this.link != null && !this.session.shakesHands()
				&& !this.traffic.hasReceived();
		return suspicious ? late.suspecting(
				"not a byte came within the handshake timeout " + ConnectionMismatch.mayBeOthers(this.session.name()))
				: late;
	}

	/**
	 * What makes it likely, once it has ended, that the other end speaks another kind of
	 * session.
	 */
	Optional<ConnectionMismatch> mismatch() {
		return ConnectionMismatch.of(this.cause)
			.or(() -> ConnectionMismatch.ofEnd(this.session.name(), this.direction, this.reason.get(), this.cause,
					this.traffic, this.link != null));
	}

	/**
	 * Whether the other end has shown that it speaks the same kind of session: on one
	 * without a handshake by a message.
	 */
	boolean isUnderstood() {
		return this.link != null && (this.session.shakesHands() || this.traffic.hasReceivedMessages());
	}

	/**
	 * What it has ended with, where something was thrown.
	 */
	@Nullable Throwable cause() {
		return this.cause;
	}

	/**
	 * The time for session and setup is over. Who dialled need not wait for a setup that
	 * does not end though its connection has.
	 */
	void late() {
		if (this.outcome != null) {
			DialOutcome told = this.outcome;
			this.closed.whenComplete((nothing, never) -> told.ended(this.reason.get(), this.cause));
		}
		hurry();
	}

	/**
	 * The channel is closed.
	 * @param why why, if nobody knows better
	 */
	void lost(DisconnectReason why) {
		endRefused();
		this.reason.compareAndSet(null, why);
	}

	/** Nothing more happens on the channel. */
	void gone() {
		if (this.direction == Direction.INBOUND) {
			mismatch().ifPresent((seen) -> this.reports.otherKind(this, seen));
		}
		lost(DisconnectReason.CONNECTION_LOST);
		this.deadline.stop();
		conversation().end();
		if (this.cause == null) {
			this.cause = mismatch().map(ConnectionMismatch::failure).orElse(null);
		}
		this.closed.complete(null);
		if (this.reason.get() == DisconnectReason.DECODE) {
			this.reports.decodeFailed();
		}
	}

	/** The hooks have run as well. */
	void end() {
		this.ended.complete(null);
		this.stopped.complete(null);
	}

	// --- how it is closed

	/**
	 * Begins to close the connection. The first reason counts. What was accepted for
	 * sending is written first where the end is this side's wish.
	 * @return false if it was closing already
	 */
	boolean close(DisconnectReason why) {
		if (!this.reason.compareAndSet(null, why)) {
			return false;
		}
		conversation().outbound().close();
		if (why == DisconnectReason.LOCAL || why == DisconnectReason.SHUTDOWN) {
			this.channel.eventLoop().execute(this::closeGently);
		}
		else if (this.link == null || why == DisconnectReason.REMOTE) {
			this.channel.close();
		}
		else if (this.channel.eventLoop().inEventLoop()) {
			endOutput();
		}
		else {
			this.channel.eventLoop().execute(this::endOutput);
		}
		return true;
	}

	/** Flush, last words and the wait for the other side share one drain timeout. */
	private void closeGently() {
		conversation().ignoreTheRest();
		var timer = this.channel.eventLoop()
			.schedule(() -> this.channel.close(), this.drainTimeout.toNanos(), TimeUnit.NANOSECONDS);
		this.closed.whenComplete((nothing, never) -> timer.cancel(false));
		conversation().outbound().end(this::endOutput);
	}

	/**
	 * Says that nothing more comes, and why if the session has a word for it, and waits
	 * for the other side to close.
	 */
	private void endOutput() {
		DisconnectReason why = Objects.requireNonNull(this.reason.get(), "not closing");
		SessionLink last = this.link;
		boolean said = last != null
				&& last.close(Failures.closeCode(why), (why == DisconnectReason.DECODE) ? this.lastWords : "");
		boolean wanted = why == DisconnectReason.LOCAL || why == DisconnectReason.SHUTDOWN;
		Duration drain = this.drainTimeout;
		if (this.channel instanceof DuplexChannel && this.channel.isActive()
				&& (said || (wanted && this.traffic.hasSent()))) {
			conversation().ignoreTheRest();
			HangUp.gently(this.channel, wanted ? drain : min(drain, LAST_WORDS));
		}
		else {
			this.channel.close();
		}
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	/**
	 * How logs and exceptions call the peer.
	 */
	String words() {
		return this.id.words();
	}

	/**
	 * Why nothing can be sent or received any more, in words.
	 */
	String whyClosed() {
		return "the peer is disconnected, " + this.reason.get();
	}

	boolean isClosing() {
		return this.reason.get() != null;
	}

	ConnectionDeadline deadline() {
		return this.deadline;
	}

	Conversation conversation() {
		return Objects.requireNonNull(this.conversation, "a connection that is not complete");
	}

	Channel channel() {
		return this.channel;
	}

	EventLoop eventLoop() {
		return this.channel.eventLoop();
	}

	ConnectionTraffic traffic() {
		return this.traffic;
	}

	/**
	 * Closes the connection.
	 * @return to a hook, completed when the connection is closed, within the drain
	 * timeout; to anybody else, when its hooks have run as well, or the one that still
	 * runs was interrupted, within two drain timeouts
	 */
	CompletableFuture<Void> stop(DisconnectReason why) {
		close(why);
		if (Lane.isHookThread()) {
			return this.closed;
		}
		hurry();
		return this.stopped;
	}

	/**
	 * Gives the hooks of this connection the drain timeout to finish, once it is closed:
	 * closing it has a drain timeout of its own. However many wait, hooks are given up
	 * once.
	 */
	void hurry() {
		if (this.hurried.compareAndSet(false, true)) {
			this.closed.thenRun(() -> this.lane.giveUpAfter(this.drainTimeout, this.stopped));
		}
	}

	/**
	 * Completed when the connection is closed and its hooks have run, or were given up.
	 */
	CompletableFuture<Void> stopped() {
		return this.stopped;
	}

	/**
	 * Completed when the connection is closed and nothing of it runs or waits here any
	 * more, not even a hook that was given up.
	 */
	CompletableFuture<Void> ended() {
		return this.ended;
	}

	/**
	 * Asks for a sign of life.
	 * @return completed on the event loop, within the ping timeout; cancelled by whoever
	 * needs it no longer, so that nothing of it is kept
	 */
	CompletableFuture<Duration> ping() {
		SessionLink established = this.link;
		if (established == null) {
			return CompletableFuture.failedFuture(new NoiseException("ping: " + whyClosed(), null));
		}
		CompletableFuture<Duration> asked = established.ping();
		CompletableFuture<Duration> answer = asked.handle((took, failure) -> {
			if (failure != null) {
				throw Failures.noAnswer(failure);
			}
			return took;
		});
		answer.whenComplete((took, failure) -> asked.cancel(false));
		return answer;
	}

	Optional<Duration> roundTripTime() {
		SessionLink established = this.link;
		return (established != null) ? established.roundTripTime() : Optional.empty();
	}

	/**
	 * Completed in the lane when there is a peer, before its first hooks run.
	 */
	CompletableFuture<Void> shown() {
		return this.shown;
	}

	/**
	 * Completed in the lane when there is a peer and its first hooks have run.
	 */
	CompletableFuture<Peer> ready() {
		return this.ready;
	}

	/**
	 * When the session was established, by {@link System#nanoTime}.
	 */
	long establishedNanos() {
		return this.establishedNanos;
	}

	/**
	 * Completed when the connection is closed, whatever its hooks do.
	 */
	CompletableFuture<Void> closed() {
		return this.closed;
	}

	ConnectionId id() {
		return this.id;
	}

	Lane lane() {
		return this.lane;
	}

	Direction direction() {
		return this.direction;
	}

	/**
	 * Who the other node has proven to be; empty before the session stands.
	 */
	Optional<NodeId> identity() {
		return (this.link != null) ? proven() : Optional.empty();
	}

	/**
	 * Who the other node has proven to be, though the session may not stand yet, or never
	 * will.
	 */
	Optional<NodeId> proven() {
		return Optional.ofNullable(this.proven);
	}

	/**
	 * What was dialled to make this connection; empty where it was accepted.
	 */
	Optional<DialAddress> dialed() {
		return Optional.ofNullable(this.outcome).map(DialOutcome::dialed);
	}

	/**
	 * Whether this node dials again when the connection is lost.
	 */
	boolean keepsUp() {
		return this.outcome != null && this.outcome.keepsUp();
	}

	String localAddress() {
		return this.localAddress;
	}

	String remoteAddress() {
		return this.remoteAddress;
	}

	Optional<DisconnectReason> reason() {
		return Optional.ofNullable(this.reason.get());
	}

	/**
	 * Why the connection has ended, in words: what this end knows, and what the other end
	 * said.
	 */
	String whyEnded() {
		return reason().map(DisconnectReason::toString).orElse("for no known reason")
				+ remoteReason().map((said) -> ", the other side said " + said).orElse("");
	}

	/**
	 * Whether it has ended because one end did not understand the other.
	 */
	boolean endedMisunderstood() {
		return Stream.concat(reason().stream(), remoteReason().map(RemoteReason::reason).stream())
			.anyMatch((why) -> why == DisconnectReason.DECODE || why == DisconnectReason.PROTOCOL);
	}

	/**
	 * What the other end said when it closed; empty if it said nothing.
	 */
	Optional<RemoteReason> remoteReason() {
		return Optional.ofNullable(this.remoteReason);
	}

	PeerStats stats() {
		return this.traffic.snapshot();
	}

	@Override
	public String toString() {
		return "Connection[" + this.id + " " + this.direction + " " + this.remoteAddress + "]";
	}

}
