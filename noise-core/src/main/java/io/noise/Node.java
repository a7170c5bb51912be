package io.noise;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import io.noise.identity.Trust;
import io.noise.session.Session;
import io.noise.session.Sessions;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.SessionLimits;
import io.noise.transport.HostPort;
import io.noise.transport.Transport;
import io.noise.transport.Transports;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a peer-to-peer network: listens, dials, and tells hooks about its peers.
 *
 * <pre>{@code
 * Node node = Node.builder().port(3000).build();
 * node.onPeerInit((n, peer) -> peer.set("since", Instant.now()));
 * node.listen();
 * Peer peer = node.dial("127.0.0.1:3001");
 * }</pre>
 *
 * <b>Hooks.</b> Those of one peer run one after the other, each once:
 * {@link #onPeerConnected} or {@link #onPeerDialed}, then {@link #onPeerInit}; at the end
 * {@link Peer#onDisconnect}, then {@link #onPeerDisconnected}. Hooks of one kind run in
 * the order of their registration; those registered before {@link #listen()} and
 * {@link #dial} miss no peer. Hooks of different peers run at the same time. A hook may
 * block as long as it likes: it holds up its own peer only. A hook that throws is logged
 * and counted; the peer stays and the others run. A connection that never became a peer
 * runs no peer hook.
 * <p>
 * <b>Threads.</b> All methods may be called from any thread, the blocking ones not from
 * an event loop. A node that listens keeps its JVM alive until it is closed.
 */
public final class Node extends Metadata implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Node.class);

	private final NodeContext context;

	private final Listener listener;

	private final Dialer dialer;

	private final KeptConnections keptConnections;

	private final Shutdown shutdown;

	private final HoldBacks holdBacks = new HoldBacks();

	private Node(NodeSettings settings) {
		this.context = new NodeContext(this, settings);
		this.listener = new Listener(this.context);
		this.dialer = new Dialer(this.context, this.listener);
		this.keptConnections = new KeptConnections(this.context, this.dialer);
		this.shutdown = new Shutdown(this.context, this.listener, this.dialer, this.keptConnections);
		settings.metadata().forEach(this::set);
		settings.session().sealing().ifPresent((words) -> logger.info("{} seals with {}", this, words));
		settings.session().warning().ifPresent((words) -> logger.warn("{}: {}", this, words));
		if (settings.setup() != null) {
			settings.setup().register(this.context.messages());
		}
	}

	/**
	 * Begins to configure a node.
	 * @return a builder with all defaults
	 * @throws NoiseException if the Netty on the class path is too old
	 */
	public static Builder builder() {
		NettyCheck.check();
		return new Builder();
	}

	/**
	 * Who this node is.
	 * @return its {@link NodeId} as text
	 */
	public String id() {
		return this.context.settings().identity().id().toString();
	}

	/**
	 * The address it is bound to, or will be.
	 * @return the host as configured
	 */
	public String host() {
		return this.context.settings().bind().host();
	}

	/**
	 * The port it is bound to, once it listens.
	 * @return the port; before {@link #listen()} as configured, so perhaps 0
	 */
	public int port() {
		return this.listener.port();
	}

	/**
	 * Where others reach this node, as far as it knows: what was configured, else what is
	 * bound. For a wildcard it is an address of this machine.
	 * @return host and port, to be given to {@link #dial}
	 */
	public String externalAddress() {
		return this.listener.externalAddress();
	}

	/**
	 * The kind of session it has with its peers.
	 * @return its name, such as {@code plain}
	 */
	public String session() {
		return this.context.settings().session().name();
	}

	/**
	 * Where in its life the node is.
	 * @return the state at this moment
	 */
	public NodeState state() {
		if (this.shutdown.hasBegun()) {
			return NodeState.CLOSED;
		}
		return this.listener.isListening() ? NodeState.LISTENING : NodeState.NEW;
	}

	/**
	 * Since when the node listens.
	 * @return the time, by this machine's clock; empty unless its state is
	 * {@link NodeState#LISTENING}
	 */
	public Optional<Instant> listeningSince() {
		return (state() == NodeState.LISTENING) ? this.listener.boundAt() : Optional.empty();
	}

	/**
	 * What it has counted so far.
	 * @return the counters at this moment
	 */
	public NodeStats stats() {
		return this.context.runtime().counters().snapshot(this.context.refusals().snapshot());
	}

	/**
	 * The peers, oldest first. A peer is among them from just before its first hook until
	 * just before its disconnect hooks.
	 * @return a copy
	 */
	public List<Peer> peers() {
		return this.context.connections().peers();
	}

	/**
	 * The peer with an id.
	 * @param id a {@link Peer#id()}
	 * @return the peer, empty if it is not, or no longer, among {@link #peers()}
	 */
	public Optional<Peer> peer(String id) {
		return this.context.connections().peer(Objects.requireNonNull(id, "peer id: null"));
	}

	/**
	 * The peer that is a node which has proven its identity: of several the newest that
	 * is connected, else the newest that is still among {@link #peers()}. It takes no
	 * longer with many peers.
	 * @param id the other node
	 * @return the peer, empty if there is none
	 */
	public Optional<Peer> peer(NodeId id) {
		return this.context.connections().peer(Objects.requireNonNull(id, "node id: null"));
	}

	/**
	 * Adds a hook for peers that dialled us.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	public Registration onPeerConnected(PeerCallback callback) {
		return this.context.hooks().connected.add(callback);
	}

	/**
	 * Adds a hook for peers that we dialled.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	public Registration onPeerDialed(PeerCallback callback) {
		return this.context.hooks().dialed.add(callback);
	}

	/**
	 * Adds a hook for all new peers; it runs after those that know who dialled.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	public Registration onPeerInit(PeerCallback callback) {
		return this.context.hooks().init.add(callback);
	}

	/**
	 * Adds a hook for peers that are gone; {@link Peer#disconnectReason()} tells why.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	public Registration onPeerDisconnected(PeerCallback callback) {
		return this.context.hooks().disconnected.add(callback);
	}

	/**
	 * Adds a hook for connections that could not be accepted, for want of file
	 * descriptors for instance. The node listens on, after a second, and keeps its peers.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	public Registration onListenerError(ListenerErrorCallback callback) {
		return this.context.hooks().listenerError.add(callback);
	}

	/**
	 * Adds a hook for dials that failed.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	public Registration onDialFailed(DialFailedCallback callback) {
		return this.context.hooks().dialFailed.add(callback);
	}

	/**
	 * The message types of this node.
	 * @return the registry, to be added to
	 */
	public Messages messages() {
		return this.context.messages();
	}

	/**
	 * Adds a handler for the messages of a type, whichever peer sends them. It runs in
	 * that peer's lane, behind the peer's own handlers.
	 * @param type a type that is registered by now, see {@link Messages#register(Class)}
	 * @param handler the handler
	 * @param <T> the type
	 * @return closing it removes the handler
	 * @throws NoiseException if the type is not registered
	 */
	public <T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler) {
		int opcode = messages().byClass(type).opcode();
		Registration registration = this.context.handlers().add(opcode, handler);
		this.context.connections().snapshot().forEach((connection) -> connection.conversation().handlerAdded());
		return registration;
	}

	/**
	 * Sends a message to all peers that are connected now. Encodes it once and waits for
	 * nobody: a peer whose queue is full fails at once.
	 * @param message of a registered type; encoded on the calling thread
	 * @return completed once it is known of each peer whether it was reached; it fails if
	 * the message cannot be encoded, and as {@link NotSentException} once the node is
	 * closed. What hangs on it runs as for {@link Peer#sendAsync}
	 */
	public CompletableFuture<BroadcastResult> broadcast(Object message) {
		Objects.requireNonNull(message, "message: null (expected: an object of a registered type)");
		try {
			List<Peer> peers = peers();
			if (state() == NodeState.CLOSED) { // not before: the peers go while it closes
				throw new NotSentException("broadcast: " + this + " is closed (expected: before its end)", null);
			}
			EncodedMessage encoded = EncodedMessage.of(messages(), message);
			return Broadcast.send(peers, this.keptConnections.away(), encoded, this.context.runtime().dependents());
		}
		catch (NoiseException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Holds the node back: until the registration is closed it refuses to listen and to
	 * dial. For frameworks, which hand the node to the code of an application before they
	 * have registered all hooks: no hook is to miss a peer.
	 * @param until when the node may be used, in words, for the message of the refusal
	 * @return closing it ends this; a node may be held back by several
	 */
	public Registration holdBack(String until) {
		return this.holdBacks.add(Objects.requireNonNull(until, "until: null (expected: words)"));
	}

	/**
	 * Binds host and port and begins to accept peers. Returns when that is done.
	 * @throws ListenException if it cannot be done; the node may try again
	 * @throws IllegalStateException while the node is {@linkplain #holdBack held back}
	 */
	public void listen() {
		this.holdBacks.check("listen");
		this.listener.listen();
	}

	/**
	 * Connects to another node and waits until the peer is ready: its session is
	 * established and the hooks {@link #onPeerDialed} and {@link #onPeerInit} have run.
	 * Should the connection die meanwhile, the disconnected peer is returned.
	 * <p>
	 * The addresses of a name are tried in turn. Each failure leads on to the next one,
	 * but for the end of a time limit; the last failure that is not
	 * {@link DialException.Reason#SELF} is thrown. Without its hooks it takes at most
	 * connect and handshake timeout together.
	 * @param address {@code host:port} or {@code [IPv6]:port}. {@code id@host:port}
	 * demands that the node there proves to be the one with that id: who else answers is
	 * no peer
	 * @return the peer; each call makes a new one
	 * @throws DialException if there is no peer; it tells the address and the reason
	 * @throws NoiseException if the calling thread is interrupted, which ends the dial
	 * @throws IllegalStateException on an event loop, and while the node is
	 * {@linkplain #holdBack held back}
	 */
	public Peer dial(String address) {
		String what = "dial " + address;
		Blocking.refuseOnEventLoop(what);
		this.holdBacks.check(what);
		Dialer.Dial dial = this.dialer.dial(address);
		try {
			return Blocking.await(dial.result(), what);
		}
		catch (NoiseException ex) {
			// Where the caller was interrupted, nobody will take the peer.
			dial.abandon();
			throw ex;
		}
	}

	/**
	 * Does what {@link #dial} does without waiting.
	 * @param address as for {@link #dial}
	 * @return the peer or a {@link DialException}, or an {@link IllegalStateException}
	 * while the node is {@linkplain #holdBack held back}. Cancelling it closes the
	 * connection, and so does completing it in any other way, as {@code orTimeout} does.
	 * What hangs on it runs as for {@link Peer#sendAsync}
	 */
	public CompletableFuture<Peer> dialAsync(String address) {
		Optional<IllegalStateException> refusal = this.holdBacks.refusal("dial " + address);
		if (refusal.isPresent()) {
			return CompletableFuture.failedFuture(refusal.get());
		}
		Dialer.Dial dial = this.dialer.dial(address);
		return this.context.runtime().handOut(dial.result(), dial::abandon);
	}

	/**
	 * Does what {@link #dialAsync} does, but does not wait for hooks: the future is
	 * complete when there is a peer, with its session established and the blocks of the
	 * protocol done. Its hooks run as ever. It takes at most connect timeout and
	 * handshake timeout together. Who has reached a peer may disconnect it before its
	 * hooks are done.
	 * @param address as for {@link #dial}
	 * @return the peer, or a {@link DialException}, or an {@link IllegalStateException}
	 * while the node is {@linkplain #holdBack held back}; cancelling it closes the
	 * connection
	 */
	public CompletableFuture<Peer> reachAsync(String address) {
		Optional<IllegalStateException> refusal = this.holdBacks.refusal("dial " + address);
		if (refusal.isPresent()) {
			return CompletableFuture.failedFuture(refusal.get());
		}
		Dialer.Dial dial = this.dialer.dial(address);
		CompletableFuture<Peer> reached = new CompletableFuture<>();
		dial.shown().thenAccept((connection) -> reached.complete(connection.conversation().peer()));
		dial.result().whenComplete((peer, failure) -> {
			if (failure != null) {
				reached.completeExceptionally(failure);
			}
		});
		return this.context.runtime().handOut(reached, dial::abandon);
	}

	/**
	 * Keeps this node connected to an address: dials it now, in the background, and again
	 * whenever that failed or the peer is gone, after pauses that grow from 1 to 60
	 * seconds, each a fifth shorter or longer. Two addresses of one node, such as
	 * {@code localhost:3000} and {@code 127.0.0.1:3000}, are two. Where the node there
	 * keeps this one connected as well and both prove who they are, one connection is
	 * enough: it may be the one that it has dialled.
	 * @param address as for {@link #dial}
	 * @return tells when there is a peer; closing it ends the dialling, and a peer that
	 * is connected stays
	 * @throws DialException if the text is no address, or the node is closed
	 * @throws IllegalStateException while the node is {@linkplain #holdBack held back}
	 */
	public KeptAddress keepConnected(String address) {
		this.holdBacks.check("keep connected to " + address);
		return this.keptConnections.keep(Objects.requireNonNull(address, "address: null (expected: host:port)"));
	}

	/**
	 * How it stands with the addresses of {@link #keepConnected}.
	 * @return a copy, in the order in which they were given
	 */
	public List<KeptConnection> keptConnections() {
		return this.keptConnections.snapshot();
	}

	/**
	 * Stops accepting and dialling: frees the port, ends all dialling. The peers that are
	 * here stay until {@link #close()}. For an orderly end: first this, then what still
	 * needs the peers, then {@link #close()}.
	 */
	public void quiesce() {
		this.shutdown.quiesce();
	}

	/**
	 * Closes the node and waits until all of it has stopped: the port is free, every peer
	 * is disconnected and its hooks have run. What was accepted for sending has the drain
	 * timeout to go; the hooks of a peer have another one once its connection is closed,
	 * then they are interrupted and named in the log. Called from a hook or handler, it
	 * waits for the connections only, and the rest happens after that hook has returned.
	 * Idempotent.
	 * @throws NoiseException if the calling thread is interrupted; the node is closed all
	 * the same
	 * @throws IllegalStateException on an event loop
	 */
	@Override
	public void close() {
		this.shutdown.close();
	}

	/**
	 * Does what {@link #close()} does without waiting.
	 * @return completed when {@link #close()} would have returned, but for threads that
	 * are about to end: where it is called from a hook or handler, when the connections
	 * are closed
	 */
	public CompletableFuture<Void> closeAsync() {
		return this.context.runtime().handOut(this.shutdown.end());
	}

	/**
	 * Who may dial it.
	 */
	Doorkeeper doorkeeper() {
		return this.context.doorkeeper();
	}

	/**
	 * Which of its peers are disconnected and not done here.
	 */
	WindingUp windingUp() {
		return this.context.windingUp();
	}

	/**
	 * Which connections it keeps up, and others to it.
	 */
	CrossedDials crossedDials() {
		return this.context.crossedDials();
	}

	/**
	 * Where it listens.
	 */
	Listener listener() {
		return this.listener;
	}

	@Override
	public String toString() {
		return "Node[" + this.context.settings().identity().id().toShortString() + " " + host() + ":" + port() + "]";
	}

	/**
	 * Configures a node. Not safe for use by several threads at once.
	 */
	public static final class Builder {

		private String host = "127.0.0.1";

		private int port;

		private @Nullable String externalHost;

		private int externalPort;

		private final Map<String, Object> metadata = new HashMap<>();

		private @Nullable Session session;

		private Transport transport = Transports.tcp();

		private @Nullable Executor executor;

		private int maxMessageSize = 1 << 20;

		private Duration connectTimeout = Duration.ofSeconds(3);

		private Duration handshakeTimeout = Duration.ofSeconds(5);

		private Duration sendTimeout = Duration.ofSeconds(3);

		private Duration receiveTimeout = Duration.ofSeconds(3);

		private Duration drainTimeout = Duration.ofSeconds(10);

		private @Nullable PeerSetup protocol;

		private Limits limits = Limits.defaults();

		private Trust trust = Trust.open();

		private @Nullable PeerAuthorizer authorizer;

		private Duration authorizerTimeout = Duration.ofSeconds(3);

		private Builder() {
		}

		/**
		 * What to bind, and nothing else is bound.
		 * @param host a name or address of this machine; {@code 0.0.0.0} or {@code ::}
		 * for all of them. Default: 127.0.0.1
		 * @return this builder
		 */
		public Builder host(String host) {
			this.host = Checks.host("host", host);
			return this;
		}

		/**
		 * The port to bind.
		 * @param port 1024 to 65535, or 0 for any that is free. Default: 0
		 * @return this builder
		 */
		public Builder port(int port) {
			this.port = Checks.bindPort(port);
			return this;
		}

		/**
		 * The host that {@link Node#externalAddress()} tells, where others know this
		 * machine by another name than the one that is bound.
		 * @param externalHost a name or address
		 * @return this builder
		 */
		public Builder externalHost(String externalHost) {
			this.externalHost = Checks.host("external host", externalHost);
			return this;
		}

		/**
		 * The port that {@link Node#externalAddress()} tells, where it is not the one
		 * that is bound.
		 * @param externalPort 1 to 65535, or 0 for the one that is bound. Default: 0
		 * @return this builder
		 */
		public Builder externalPort(int externalPort) {
			this.externalPort = Checks.externalPort(externalPort);
			return this;
		}

		/**
		 * Metadata that the node has from its beginning. It is not sent to peers.
		 * @param key its name
		 * @param value the value
		 * @return this builder
		 */
		public Builder metadata(String key, Object value) {
			this.metadata.put(Objects.requireNonNull(key, "metadata key: null (expected: a name)"),
					Objects.requireNonNull(value, () -> "metadata \"" + key + "\": null (expected: a value)"));
			return this;
		}

		/**
		 * What happens on a connection before and while messages travel on it.
		 * @param session one of {@link Sessions}. Default: {@link Sessions#secure} with a
		 * fresh identity
		 * @return this builder
		 */
		public Builder session(Session session) {
			this.session = Checks.session(session);
			return this;
		}

		/**
		 * Which nodes become peers, once they have proven who they are.
		 * @param trust one that may serve other nodes as well. Default:
		 * {@link Trust#open()}
		 * @return this builder
		 */
		public Builder trust(Trust trust) {
			this.trust = Objects.requireNonNull(trust, "trust: null (expected: one of Trust)");
			return this;
		}

		/**
		 * Which nodes become peers, as far as it is decided.
		 * @return what was handed to {@link #trust(Trust)} last, else
		 * {@link Trust#open()}
		 */
		public Trust trust() {
			return this.trust;
		}

		/**
		 * What decides about each node that is trusted.
		 * @param authorizer asked once for each connection. Default: none, all are
		 * welcome
		 * @return this builder
		 */
		public Builder authorizer(PeerAuthorizer authorizer) {
			this.authorizer = Objects.requireNonNull(authorizer, "authorizer: null");
			return this;
		}

		/**
		 * How long the {@linkplain #authorizer authorizer} may take; no answer is a
		 * refusal. It counts towards the {@linkplain #handshakeTimeout handshake timeout}
		 * of both ends.
		 * @param authorizerTimeout longer than zero. Default: 3 s
		 * @return this builder
		 */
		public Builder authorizerTimeout(Duration authorizerTimeout) {
			this.authorizerTimeout = Checks.positive("authorizer timeout", authorizerTimeout);
			return this;
		}

		/**
		 * What the node allows others.
		 * @param limits how much of everything. Default: {@link Limits#defaults()}
		 * @return this builder
		 */
		public Builder limits(Limits limits) {
			this.limits = Objects.requireNonNull(limits, "limits: null (expected: as of Limits.defaults())");
			return this;
		}

		/**
		 * What carries the bytes.
		 * @param transport one of {@link Transports}, or one's own. Default:
		 * {@link Transports#tcp()}
		 * @return this builder
		 */
		public Builder transport(Transport transport) {
			this.transport = Objects.requireNonNull(transport, "transport: null");
			return this;
		}

		/**
		 * What runs hooks and completes futures. It stays the caller's to shut down,
		 * after the node is closed. A peer whose hooks it refuses to run is disconnected.
		 * @param executor one that runs tasks on threads of its own, as many at a time as
		 * hooks may block. Default: an unbounded pool of daemon threads
		 * @return this builder
		 * @throws IllegalArgumentException if it runs tasks on the thread that hands them
		 * in
		 */
		public Builder executor(Executor executor) {
			this.executor = Checks.executor(executor);
			return this;
		}

		/**
		 * The longest message that a peer may send.
		 * @param maxMessageSize in bytes, at least 1. Default: 1048576
		 * @return this builder
		 */
		public Builder maxMessageSize(int maxMessageSize) {
			this.maxMessageSize = Checks.positive("max message size", maxMessageSize);
			return this;
		}

		/**
		 * How long looking up a host and connecting to it may take together.
		 * @param connectTimeout longer than zero. Default: 3 s
		 * @return this builder
		 */
		public Builder connectTimeout(Duration connectTimeout) {
			this.connectTimeout = Checks.positive("connect timeout", connectTimeout);
			return this;
		}

		/**
		 * How long a new connection, dialled or accepted, may take to become a peer:
		 * until there is a session and the {@linkplain #protocol protocol} is done. After
		 * that it is closed.
		 * @param handshakeTimeout longer than zero. Default: 5 s
		 * @return this builder
		 */
		public Builder handshakeTimeout(Duration handshakeTimeout) {
			this.handshakeTimeout = Checks.positive("handshake timeout", handshakeTimeout);
			return this;
		}

		/**
		 * How long a message may wait before it begins: for room in the queue of its
		 * peer, and for credit. One that has begun may take as long as it goes on
		 * ({@link Limits#withStallTimeout}).
		 * @param sendTimeout longer than zero. Default: 3 s
		 * @return this builder
		 */
		public Builder sendTimeout(Duration sendTimeout) {
			this.sendTimeout = Checks.positive("send timeout", sendTimeout);
			return this;
		}

		/**
		 * How long {@link Peer#receive(Class)} waits.
		 * @param receiveTimeout longer than zero. Default: 3 s
		 * @return this builder
		 */
		public Builder receiveTimeout(Duration receiveTimeout) {
			this.receiveTimeout = Checks.positive("receive timeout", receiveTimeout);
			return this;
		}

		/**
		 * What runs between two peers before the application sees them.
		 * @param protocol blocks in their order, as {@code io.noise.protocol.Protocol}
		 * puts them together. Default: nothing
		 * @return this builder
		 */
		public Builder protocol(PeerSetup protocol) {
			this.protocol = Objects.requireNonNull(protocol, "protocol: null");
			return this;
		}

		/**
		 * How long {@link Peer#disconnect()} and {@link Node#close()} wait for what was
		 * accepted for sending and for the other side to take it, and after that once
		 * more for hooks that run.
		 * @param drainTimeout longer than zero. Default: 10 s
		 * @return this builder
		 */
		public Builder drainTimeout(Duration drainTimeout) {
			this.drainTimeout = Checks.positive("drain timeout", drainTimeout);
			return this;
		}

		/**
		 * Makes the node. Nothing is bound or started yet. The builder may be used again.
		 * @return a new node with the identity of its session, else one of its own
		 * @throws IllegalArgumentException if trust or authorizer judge identities, and
		 * the session proves none
		 */
		public Node build() {
			ChannelSession chosen = (ChannelSession) ((this.session != null) ? this.session
					: Sessions.secure(Identity.generate()));
			Checks.identities(chosen, this.trust, this.authorizer);
			Limits bounded = OpenFiles.bound(this.limits, OpenFiles.allowed());
			return new Node(new NodeSettings(new HostPort(this.host, this.port), this.externalHost, this.externalPort,
					Map.copyOf(this.metadata), chosen.identity().orElseGet(Identity::generate), chosen, this.transport,
					this.executor,
					new SessionLimits(this.maxMessageSize, this.limits.frameTimeout(), this.limits.receiveQueue(),
							this.limits.pingInterval(), this.limits.pingTimeout(), this.limits.stallTimeout()),
					this.protocol, this.connectTimeout, this.handshakeTimeout, this.sendTimeout, this.receiveTimeout,
					this.drainTimeout, bounded, this.trust, this.authorizer, this.authorizerTimeout));
		}

	}

}
