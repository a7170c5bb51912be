package io.noise.engine;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.NoiseException;
import io.noise.PeerStats;
import io.noise.concurrent.Lane;
import io.noise.identity.NodeId;
import io.noise.message.DisconnectException;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.SessionLink;
import io.noise.transport.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * One connection, as the rest of the node sees it: who is at its other end, what belongs
 * to it, and how it is closed. Its {@link ConnectionLife} says how far it has come. What
 * happens on its channel comes by way of its {@code ConnectionTail}. Its methods may be
 * called by any thread unless they say otherwise; hooks run in its lane.
 */
final class Connection implements ConversationCarrier {

	private static final long MAX_DELAY_OF_REFUSAL_MILLIS = 1_000;

	private final ConnectionId id;

	private final Channel channel;

	/** Null for one that was accepted. */
	private final @Nullable DialTarget target;

	private final ChannelSession session;

	private final Function<SocketAddress, HostPort> addresses;

	private final Duration drainTimeout;

	private final Lane lane;

	private final ConnectionLife life;

	private final ConnectionTraffic traffic;

	private final ConversationTraces traces;

	private final Conversation conversation;

	private final ConnectionCloser closer;

	private final ConnectionFaults faults;

	/** The channel keeps them as well, but as text they would take more memory. */
	private volatile @Nullable SocketAddress localAddress;

	private volatile @Nullable SocketAddress remoteAddress;

	/** Present once the other node has proven it, where the session does that. */
	private volatile @Nullable NodeId proven;

	/**
	 * Makes a connection, before anything happens on its channel.
	 * @param id its id
	 * @param channel its channel, not yet active
	 * @param outcome told what becomes of it; null for one that was accepted
	 * @param parts the node's
	 * @param conversations makes its conversation, which keeps the connection and uses no
	 * more of it yet than its channel
	 */
	Connection(ConnectionId id, Channel channel, @Nullable DialOutcome outcome, ConnectionParts parts,
			Function<ConversationCarrier, Conversation> conversations) {
		this.id = id;
		this.channel = channel;
		this.target = (outcome != null) ? outcome.target() : null;
		this.session = parts.session();
		this.addresses = parts.addresses();
		this.drainTimeout = parts.drainTimeout();
		this.lane = parts.lanes().lane(id.peer(), () -> close(DisconnectReason.LIMIT));
		this.life = new ConnectionLife(outcome);
		this.traffic = new ConnectionTraffic(parts.reports());
		this.traces = new ConversationTraces(parts.tracing(), id, this::proven,
				dialed().flatMap(DialAddress::pinned).isPresent());
		this.conversation = conversations.apply(this);
		this.closer = new ConnectionCloser(channel, this.conversation, this.traffic, this.life, this.drainTimeout);
		this.faults = new ConnectionFaults(this, this.life, this.closer, parts.reports());
	}

	// --- what its tail tells, on the event loop

	/** The channel has both its ends now. */
	void connected(SocketAddress local, SocketAddress remote) {
		this.localAddress = local;
		this.remoteAddress = remote;
		this.life.connected();
	}

	/** The other node has proven who it is. */
	void proven(NodeId id) {
		this.proven = id;
	}

	/**
	 * The session stands.
	 * @return false if the time for it was over
	 */
	boolean established(SessionLink with) {
		return this.life.established(with, eventLoop().ticker().nanoTime());
	}

	/**
	 * Ends the wait of a dial: the time for session and setup is over, and the setup may
	 * not end though its connection does.
	 */
	void late() {
		this.life.endsWhenClosed();
		hurry();
	}

	/**
	 * The channel is closed.
	 * @param why why, if nobody knows better
	 */
	void lost(DisconnectReason why) {
		this.faults.endRefused();
		this.life.begin(why);
	}

	/** Nothing more happens on the channel. */
	void gone() {
		this.faults.judgeKind();
		lost(DisconnectReason.CONNECTION_LOST);
		this.life.stopTimer();
		this.conversation.end();
		this.faults.judgeEnd();
		this.life.close();
		this.faults.countEnd();
	}

	// --- how it is closed

	/**
	 * Begins to close the connection. The first reason counts. What was accepted for
	 * sending is written first where the end is this side's wish.
	 * @return false if it was closing already
	 */
	@Override
	public boolean close(DisconnectReason why) {
		boolean begins = this.life.begin(why);
		if (begins) {
			this.closer.close(why);
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
	@Override
	public String whyClosed() {
		return "the peer is disconnected, " + reason().orElse(null);
	}

	/**
	 * The name of the kind of session.
	 */
	@Override
	public String sessionName() {
		return this.session.name();
	}

	@Override
	public boolean isClosing() {
		return this.life.isClosing();
	}

	Conversation conversation() {
		return this.conversation;
	}

	@Override
	public void fail(Throwable thrown) {
		this.faults.fail(thrown);
	}

	@Override
	public void failSoon(DisconnectException why) {
		this.faults.refused(why);
		this.lane.execute(this.faults::endRefused);
		eventLoop().schedule(this.faults::endRefused, MAX_DELAY_OF_REFUSAL_MILLIS, TimeUnit.MILLISECONDS);
	}

	@Override
	public void undecodable(DisconnectException why) {
		this.faults.undecodable(why);
	}

	/**
	 * The judge of what goes wrong on it.
	 */
	ConnectionFaults faults() {
		return this.faults;
	}

	/**
	 * How far it has come, and how it ends.
	 */
	ConnectionLife life() {
		return this.life;
	}

	@Override
	public Channel channel() {
		return this.channel;
	}

	EventLoop eventLoop() {
		return this.channel.eventLoop();
	}

	@Override
	public ConnectionTraffic traffic() {
		return this.traffic;
	}

	@Override
	public ConversationTraces traces() {
		return this.traces;
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
		return this.life.stopped();
	}

	/**
	 * Gives the hooks of this connection the drain timeout to finish, once it is closed:
	 * closing it has a drain timeout of its own. However many wait, hooks are given up
	 * once.
	 */
	void hurry() {
		if (this.life.hurry()) {
			closed().thenRun(() -> this.lane.giveUpAfter(this.drainTimeout, this.life.stopped()));
		}
	}

	/**
	 * Asks for a sign of life.
	 * @return completed on the event loop, within the ping timeout; cancelled by whoever
	 * needs it no longer, so that nothing of it is kept
	 */
	CompletableFuture<Duration> ping() {
		SessionLink established = this.life.link();
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
		SessionLink established = this.life.link();
		return (established != null) ? established.roundTripTime() : Optional.empty();
	}

	/**
	 * Completed when the connection is closed, whatever its hooks do.
	 */
	CompletableFuture<Void> closed() {
		return this.life.closed();
	}

	@Override
	public ConnectionId id() {
		return this.id;
	}

	@Override
	public Lane lane() {
		return this.lane;
	}

	ChannelSession session() {
		return this.session;
	}

	Direction direction() {
		return (this.target != null) ? Direction.OUTBOUND : Direction.INBOUND;
	}

	/**
	 * The proven identity of the other node; empty before the session stands.
	 */
	Optional<NodeId> identity() {
		return (this.life.link() != null) ? proven() : Optional.empty();
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
		return Optional.ofNullable(this.target).map(DialTarget::address);
	}

	/**
	 * Whether this node dials again when the connection is lost.
	 */
	boolean keepsUp() {
		return this.target != null && this.target.keepsUp();
	}

	String localAddress() {
		return text(this.localAddress, "unbound");
	}

	String remoteAddress() {
		return text(this.remoteAddress, "unconnected");
	}

	private String text(@Nullable SocketAddress address, String otherwise) {
		return (address != null) ? this.addresses.apply(address).toString() : otherwise;
	}

	@Override
	public Optional<DisconnectReason> reason() {
		return this.life.reason();
	}

	PeerStats stats() {
		return this.traffic.snapshot();
	}

	@Override
	public String toString() {
		return "Connection[" + this.id + " " + direction() + " " + remoteAddress() + "]";
	}

}
