package io.noise.engine;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.noise.BroadcastResult;
import io.noise.DialFailedCallback;
import io.noise.Dispatch;
import io.noise.KeptAddress;
import io.noise.KeptConnection;
import io.noise.ListenerErrorCallback;
import io.noise.MessageHandler;
import io.noise.Messages;
import io.noise.Node;
import io.noise.NodeMeters;
import io.noise.NodeState;
import io.noise.NodeStats;
import io.noise.NodeTracer;
import io.noise.Peer;
import io.noise.PeerCallback;
import io.noise.Registration;
import io.noise.RequestHandler;
import io.noise.identity.NodeId;
import io.noise.session.Session;

/**
 * The node of this process as users see it. Delegates to the parts of the node.
 */
final class LocalNode extends MetadataMap implements Node {

	private final NodeView view;

	private final NodeMessages messages;

	private final NodeHooks hooks;

	private final NodeConnecting connecting;

	private final NodeShutdown shutdown;

	LocalNode(NodeView view, NodeMessages messages, NodeHooks hooks, NodeConnecting connecting, NodeShutdown shutdown) {
		this.view = view;
		this.messages = messages;
		this.hooks = hooks;
		this.connecting = connecting;
		this.shutdown = shutdown;
	}

	@Override
	public String id() {
		return this.view.address().id().toString();
	}

	@Override
	public String host() {
		return this.view.address().configured().host();
	}

	@Override
	public int port() {
		return this.view.address().port();
	}

	@Override
	public String externalAddress() {
		return this.view.address().external();
	}

	@Override
	public String session() {
		return this.view.session().name();
	}

	@Override
	public Session sessionKind() {
		return this.view.session();
	}

	@Override
	public NodeState state() {
		if (this.shutdown.hasBegun()) {
			return NodeState.CLOSED;
		}
		return this.view.address().isBound() ? NodeState.LISTENING : NodeState.NEW;
	}

	@Override
	public Optional<Instant> listeningSince() {
		return (state() == NodeState.LISTENING) ? this.view.address().boundAt() : Optional.empty();
	}

	@Override
	public NodeStats stats() {
		return this.view.stats();
	}

	@Override
	public NodeMeters meters() {
		return this.view.meters();
	}

	@Override
	public Registration trace(NodeTracer tracer) {
		return this.messages.tracing().set(Objects.requireNonNull(tracer, "tracer: null"));
	}

	@Override
	public List<Peer> peers() {
		return this.view.peers();
	}

	@Override
	public Optional<Peer> peer(String id) {
		return this.view.peer(Objects.requireNonNull(id, "peer id: null"));
	}

	@Override
	public Optional<Peer> peer(NodeId id) {
		return this.view.peer(Objects.requireNonNull(id, "node id: null"));
	}

	@Override
	public Registration onPeerConnected(PeerCallback callback) {
		return this.hooks.connected.add(callback);
	}

	@Override
	public Registration onPeerDialed(PeerCallback callback) {
		return this.hooks.dialed.add(callback);
	}

	@Override
	public Registration onPeerInit(PeerCallback callback) {
		return this.hooks.init.add(callback);
	}

	@Override
	public Registration onPeerDisconnected(PeerCallback callback) {
		return this.hooks.disconnected.add(callback);
	}

	@Override
	public Registration onListenerError(ListenerErrorCallback callback) {
		return this.hooks.listenerError.add(callback);
	}

	@Override
	public Registration onDialFailed(DialFailedCallback callback) {
		return this.hooks.dialFailed.add(callback);
	}

	@Override
	public Messages messages() {
		return this.messages.types();
	}

	@Override
	public <T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler) {
		return onMessage(type, Dispatch.WORKER, handler);
	}

	@Override
	public <T> Registration onMessage(Class<T> type, Dispatch dispatch, MessageHandler<? super T> handler) {
		return this.messages.addHandler(type, dispatch, handler);
	}

	@Override
	public <Q> Registration onRequest(Class<Q> type, RequestHandler<? super Q> handler) {
		return this.messages.addRequestHandler(type, handler);
	}

	@Override
	public CompletableFuture<BroadcastResult> broadcast(Object message) {
		return this.messages.broadcast(this, message, this.connecting.away());
	}

	@Override
	public Registration holdBack(String until) {
		return this.connecting.holdBack(until);
	}

	@Override
	public void listen() {
		this.messages.begin();
		this.connecting.listen(() -> ListenerNotice.log(this.view.address(), session(), messages()));
	}

	@Override
	public Peer dial(String address) {
		this.messages.begin();
		return this.connecting.dial(address);
	}

	@Override
	public CompletableFuture<Peer> dialAsync(String address) {
		this.messages.begin();
		return this.connecting.dialAsync(address);
	}

	@Override
	public CompletableFuture<Peer> reachAsync(String address) {
		this.messages.begin();
		return this.connecting.reachAsync(address);
	}

	@Override
	public KeptAddress keepConnected(String address) {
		this.messages.begin();
		return this.connecting.keepConnected(address);
	}

	@Override
	public List<KeptConnection> keptConnections() {
		return this.connecting.keptConnections();
	}

	@Override
	public void quiesce() {
		this.shutdown.quiesce();
	}

	@Override
	public void close() {
		this.shutdown.close();
	}

	@Override
	public CompletableFuture<Void> closeAsync() {
		return this.shutdown.endAsync();
	}

	@Override
	public String toString() {
		return this.view.address().toString();
	}

}
