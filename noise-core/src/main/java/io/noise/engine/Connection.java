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
import io.noise.concurrent.Lane;
import io.noise.identity.NodeId;
import io.noise.message.DisconnectException;
import io.noise.session.channel.ChannelSession;
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

	private static final String NOT_COMPLETE = "a connection that is not complete";

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

	private final ConnectionEnd end = new ConnectionEnd();

	private final CompletableFuture<Void> shown = new CompletableFuture<>();

	private final CompletableFuture<Peer> ready = new CompletableFuture<>();

	private final AtomicBoolean hurried = new AtomicBoolean();

	private volatile String localAddress = "unbound";

	private volatile String remoteAddress = "unconnected";

	/** Present once the other node has proven it, where the session does that. */
	private volatile @Nullable NodeId proven;

	/** Present once the session stands. */
	private volatile @Nullable SessionLink link;

	/** Present from the moment when the connection is complete, as are the next two. */
	private volatile @Nullable Conversation conversation;

	private volatile @Nullable ConnectionCloser closer;

	private volatile @Nullable ConnectionFaults faults;

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
		ConnectionCloser made = new ConnectionCloser(this.channel, with, this.traffic, this.end, this.drainTimeout,
				() -> this.link);
		this.conversation = with;
		this.closer = made;
		this.faults = new ConnectionFaults(this, this.end, made, this.reports);
		if (this.outcome != null) {
			DialOutcome told = this.outcome;
			stopped().whenComplete((nothing, never) -> told.ended(reason().orElse(null), this.end.cause()));
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
		this.establishedNanos = eventLoop().ticker().nanoTime();
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
	 * Adds to a setup that is late whether the dialled node has said anything at all.
	 * Silence on a session without a handshake may mean another kind of session there, or
	 * a slow block at this end.
	 */
	DisconnectException explain(DisconnectException late) {
		boolean suspicious = this.direction == Direction.OUTBOUND && this.link != null && !this.session.shakesHands()
				&& !this.traffic.hasReceived();
		return suspicious ? late.suspecting(
				"not a byte came within the handshake timeout " + ConnectionMismatch.mayBeOthers(this.session.name()))
				: late;
	}

	/**
	 * Evidence, once it has ended, that the other end speaks another kind of session.
	 */
	Optional<ConnectionMismatch> mismatch() {
		return ConnectionMismatch.of(this.end.cause())
			.or(() -> ConnectionMismatch.ofEnd(this.session.name(), this.direction, reason().orElse(null),
					this.end.cause(), this.traffic, this.link != null));
	}

	/**
	 * Whether the other end has shown that it speaks the same kind of session: by the
	 * handshake, or by a message where there is none.
	 */
	boolean isUnderstood() {
		return this.link != null && (this.session.shakesHands() || this.traffic.hasReceivedMessages());
	}

	/**
	 * Ends the wait of a dial: the time for session and setup is over, and the setup may
	 * not end though its connection does.
	 */
	void late() {
		if (this.outcome != null) {
			DialOutcome told = this.outcome;
			closed().whenComplete((nothing, never) -> told.ended(reason().orElse(null), this.end.cause()));
		}
		hurry();
	}

	/**
	 * The channel is closed.
	 * @param why why, if nobody knows better
	 */
	void lost(DisconnectReason why) {
		faults().endRefused();
		this.end.begin(why);
	}

	/** Nothing more happens on the channel. */
	void gone() {
		if (this.direction == Direction.INBOUND) {
			mismatch().ifPresent((seen) -> this.reports.otherKind(this, seen));
		}
		lost(DisconnectReason.CONNECTION_LOST);
		this.deadline.stop();
		conversation().end();
		if (this.end.cause() == null) {
			mismatch().map(ConnectionMismatch::failure).ifPresent(this.end::causedBy);
		}
		this.end.closed().complete(null);
		if (reason().filter(DisconnectReason.DECODE::equals).isPresent()) {
			this.reports.decodeFailed();
		}
	}

	// --- how it is closed

	/**
	 * Begins to close the connection. The first reason counts. What was accepted for
	 * sending is written first where the end is this side's wish.
	 * @return false if it was closing already
	 */
	boolean close(DisconnectReason why) {
		boolean begins = this.end.begin(why);
		if (begins) {
			closer().close(why);
		}
		return begins;
	}

	/**
	 * The words by which logs and exceptions call the peer.
	 */
	String words() {
		return this.id.words();
	}

	/**
	 * The reason why nothing can be sent or received any more, in words.
	 */
	String whyClosed() {
		return "the peer is disconnected, " + reason().orElse(null);
	}

	boolean isClosing() {
		return this.end.hasBegun();
	}

	ConnectionDeadline deadline() {
		return this.deadline;
	}

	Conversation conversation() {
		return Objects.requireNonNull(this.conversation, NOT_COMPLETE);
	}

	private ConnectionCloser closer() {
		return Objects.requireNonNull(this.closer, NOT_COMPLETE);
	}

	/**
	 * The judge of what goes wrong on it.
	 */
	ConnectionFaults faults() {
		return Objects.requireNonNull(this.faults, NOT_COMPLETE);
	}

	/**
	 * Its end: why and when.
	 */
	ConnectionEnd end() {
		return this.end;
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
			return closed();
		}
		hurry();
		return stopped();
	}

	/**
	 * Gives the hooks of this connection the drain timeout to finish, once it is closed:
	 * closing it has a drain timeout of its own. However many wait, hooks are given up
	 * once.
	 */
	void hurry() {
		if (this.hurried.compareAndSet(false, true)) {
			closed().thenRun(() -> this.lane.giveUpAfter(this.drainTimeout, stopped()));
		}
	}

	/**
	 * Completed when the connection is closed and its hooks have run, or were given up.
	 */
	CompletableFuture<Void> stopped() {
		return this.end.stopped();
	}

	/**
	 * Asks for a sign of life.
	 * @return completed on the event loop, within the ping timeout; cancelled by whoever
	 * needs it no longer, so that nothing of it is kept
	 */
	CompletableFuture<Duration> ping() {
		SessionLink established = this.link;
		if (established == null) {
			return CompletableFuture.failedFuture(new NoiseException("ping: " + whyClosed(), null, this.id.text()));
		}
		CompletableFuture<Duration> asked = established.ping();
		CompletableFuture<Duration> answer = asked.handle((took, failure) -> {
			if (failure != null) {
				throw Failures.noAnswer(failure, this.id.text());
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
	 * The time when the session was established, by the clock of the node.
	 */
	long establishedNanos() {
		return this.establishedNanos;
	}

	/**
	 * Completed when the connection is closed, whatever its hooks do.
	 */
	CompletableFuture<Void> closed() {
		return this.end.closed();
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
	 * The proven identity of the other node; empty before the session stands.
	 */
	Optional<NodeId> identity() {
		return (this.link != null) ? proven() : Optional.empty();
	}

	/**
	 * The proven identity of the other node, though the session may not stand yet, or
	 * never will.
	 */
	Optional<NodeId> proven() {
		return Optional.ofNullable(this.proven);
	}

	/**
	 * The address that was dialled; empty where the connection was accepted.
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
		return this.end.reason();
	}

	PeerStats stats() {
		return this.traffic.snapshot();
	}

	@Override
	public String toString() {
		return "Connection[" + this.id + " " + this.direction + " " + this.remoteAddress + "]";
	}

}
