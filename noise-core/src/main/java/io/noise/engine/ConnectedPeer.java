package io.noise.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.Dispatch;
import io.noise.Interceptors;
import io.noise.MessageHandler;
import io.noise.Node;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.PeerCallback;
import io.noise.PeerStats;
import io.noise.Registration;
import io.noise.RemoteReason;
import io.noise.RequestHandler;
import io.noise.TypeDifferences;
import io.noise.concurrent.EventLoopThread;
import io.noise.concurrent.Lane;
import io.noise.identity.NodeId;
import io.noise.message.EncodedMessage;
import org.jspecify.annotations.Nullable;

/**
 * A peer: the face that a connection and its conversation show to users.
 */
final class ConnectedPeer extends MetadataMap implements Peer {

	private static final String NO_REQUEST = "request: null (expected: an object of a registered type)";

	private static final String NO_TIMEOUT = "request timeout: null (expected: a duration)";

	private final Connection connection;

	private final Conversation conversation;

	private final Node node;

	private final Optional<NodeId> identity;

	private final Instant connectedAt;

	private final NodeHooks hooks;

	/** Created with the first hook: most peers have none of their own. */
	private volatile @Nullable HookList<PeerCallback> disconnectHooks;

	private volatile boolean gone;

	ConnectedPeer(Connection connection, Conversation conversation, Node node, Optional<NodeId> identity,
			Instant connectedAt, NodeHooks hooks) {
		this.connection = connection;
		this.conversation = conversation;
		this.node = node;
		this.identity = identity;
		this.connectedAt = connectedAt;
		this.hooks = hooks;
	}

	@Override
	public String id() {
		return this.connection.id().text();
	}

	@Override
	public Node node() {
		return this.node;
	}

	@Override
	public String localAddress() {
		return this.connection.localAddress();
	}

	@Override
	public String remoteAddress() {
		return this.connection.remoteAddress();
	}

	@Override
	public Direction direction() {
		return this.connection.direction();
	}

	@Override
	public Instant connectedAt() {
		return this.connectedAt;
	}

	@Override
	public boolean isConnected() {
		return disconnectReason().isEmpty();
	}

	@Override
	public Optional<DisconnectReason> disconnectReason() {
		return this.connection.reason();
	}

	@Override
	public Optional<RemoteReason> remoteReason() {
		return this.connection.life().remoteReason();
	}

	@Override
	public Optional<NodeId> identity() {
		return this.identity;
	}

	@Override
	public String session() {
		return this.node.session();
	}

	@Override
	public PeerStats stats() {
		return this.connection.stats();
	}

	@Override
	public void send(Object message) {
		EventLoopThread.refuse("send");
		this.conversation.outbound().send(encode(message));
	}

	@Override
	public CompletableFuture<Void> sendAsync(Object message) {
		try {
			return sendEncoded(encode(message));
		}
		catch (NoiseException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private EncodedMessage encode(Object message) {
		return this.conversation
			.encode(Objects.requireNonNull(message, "message: null (expected: an object of a registered type)"));
	}

	/**
	 * Sends what is encoded already.
	 */
	CompletableFuture<Void> sendEncoded(EncodedMessage message) {
		return this.conversation.outbound().sendAsync(message);
	}

	@Override
	public <T> T receive(Class<T> type) {
		return this.conversation.receiver().receive(type);
	}

	@Override
	public <T> T receive(Class<T> type, Duration timeout) {
		return this.conversation.receiver().receive(type, timeout);
	}

	@Override
	public <T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler) {
		return onMessage(type, Dispatch.WORKER, handler);
	}

	@Override
	public <T> Registration onMessage(Class<T> type, Dispatch dispatch, MessageHandler<? super T> handler) {
		return this.conversation.addHandler(type, dispatch, handler);
	}

	@Override
	public <Q> Registration onRequest(Class<Q> type, RequestHandler<? super Q> handler) {
		return this.conversation.addRequestHandler(type, handler);
	}

	@Override
	public <A> A request(Object request, Class<A> reply) {
		return requestWithin(request, reply, null);
	}

	@Override
	public <A> A request(Object request, Class<A> reply, Duration timeout) {
		return requestWithin(request, reply, Objects.requireNonNull(timeout, NO_TIMEOUT));
	}

	/** The empty reply is null, which callers who ask for it expect. */
	@SuppressWarnings("NullAway")
	private <A> A requestWithin(Object request, Class<A> reply, @Nullable Duration timeout) {
		EventLoopThread.refuse("request");
		return this.conversation.request(Objects.requireNonNull(request, NO_REQUEST), reply, timeout);
	}

	@Override
	public <A> CompletableFuture<A> requestAsync(Object request, Class<A> reply) {
		return requestAsyncWithin(request, reply, null);
	}

	@Override
	public <A> CompletableFuture<A> requestAsync(Object request, Class<A> reply, Duration timeout) {
		return requestAsyncWithin(request, reply, Objects.requireNonNull(timeout, NO_TIMEOUT));
	}

	private <A> CompletableFuture<A> requestAsyncWithin(Object request, Class<A> reply, @Nullable Duration timeout) {
		try {
			return this.conversation.requestAsync(Objects.requireNonNull(request, NO_REQUEST), reply, timeout);
		}
		catch (NoiseException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public CompletableFuture<Duration> ping() {
		CompletableFuture<Duration> answer = this.connection.ping();
		// Also where a time limit of the caller's own completes it.
		return this.conversation.handOut(answer, () -> answer.cancel(false));
	}

	@Override
	public Optional<Duration> roundTripTime() {
		return this.connection.roundTripTime();
	}

	@Override
	public TypeDifferences typeDifferences() {
		return this.conversation.remoteTypes().differences();
	}

	@Override
	public Interceptors interceptors() {
		return this.conversation.interceptors();
	}

	@Override
	public Registration onDisconnect(PeerCallback callback) {
		Registration registration = disconnectHooks().add(callback);
		if (this.gone) {
			lane().execute(this::runDisconnectHooks);
		}
		return registration;
	}

	@Override
	public void disconnect() {
		String what = "disconnect " + id();
		EventLoopThread.refuse(what);
		Blocking.await(this.connection.stop(DisconnectReason.LOCAL), what);
	}

	@Override
	public CompletableFuture<Void> disconnectAsync() {
		return this.conversation.handOut(this.connection.stop(DisconnectReason.LOCAL), () -> {
		});
	}

	private Lane lane() {
		return this.connection.lane();
	}

	private HookList<PeerCallback> disconnectHooks() {
		HookList<PeerCallback> present = this.disconnectHooks;
		if (present != null) {
			return present;
		}
		synchronized (this.connection) {
			present = this.disconnectHooks;
			if (present == null) {
				present = this.hooks.ofPeer();
				this.disconnectHooks = present;
			}
			return present;
		}
	}

	boolean hasDisconnectHooks() {
		HookList<PeerCallback> present = this.disconnectHooks;
		return present != null && !present.isEmpty();
	}

	/**
	 * Notes that the peer is gone, where it had no disconnect hooks: one that was added
	 * meanwhile runs in the lane.
	 */
	void goneQuietly() {
		this.gone = true;
		if (hasDisconnectHooks()) {
			lane().execute(this::runDisconnectHooks);
		}
	}

	/**
	 * Runs this peer's own disconnect hooks, each once however often this is called. In
	 * the lane.
	 */
	void runDisconnectHooks() {
		this.gone = true;
		HookList<PeerCallback> present = this.disconnectHooks;
		if (present != null) {
			present.runOnce(lane(), (hook) -> hook.handle(this.node, this));
		}
	}

	/**
	 * The id of its connection, which has an order.
	 */
	ConnectionId connectionId() {
		return this.connection.id();
	}

	@Override
	public String toString() {
		return "Peer[" + id() + " " + direction() + " " + remoteAddress() + "]";
	}

}
