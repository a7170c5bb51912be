package io.noise;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.noise.engine.Engine;
import io.noise.identity.NodeId;
import io.noise.identity.Trust;
import io.noise.session.Session;
import io.noise.session.Sessions;
import io.noise.transport.Transport;
import io.noise.transport.Transports;

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
public interface Node extends Metadata, AutoCloseable {

	/**
	 * Begins to configure a node.
	 * @return a builder with all defaults
	 * @throws NoiseException if the Netty on the class path is too old
	 */
	static Builder builder() {
		return Engine.builder();
	}

	/**
	 * Who this node is.
	 * @return its {@link NodeId} as text
	 */
	String id();

	/**
	 * The address it is bound to, or will be.
	 * @return the host as configured
	 */
	String host();

	/**
	 * The port it is bound to, once it listens.
	 * @return the port; before {@link #listen()} as configured, so perhaps 0
	 */
	int port();

	/**
	 * Where others reach this node, as far as it knows: what was configured, else what is
	 * bound. For a wildcard it is an address of this machine.
	 * @return host and port, to be given to {@link #dial}
	 */
	String externalAddress();

	/**
	 * The kind of session it has with its peers.
	 * @return its name, such as {@code plain}
	 */
	String session();

	/**
	 * Where in its life the node is.
	 * @return the state at this moment
	 */
	NodeState state();

	/**
	 * Since when the node listens.
	 * @return the time, by this machine's clock; empty unless its state is
	 * {@link NodeState#LISTENING}
	 */
	Optional<Instant> listeningSince();

	/**
	 * What it has counted so far.
	 * @return the counters at this moment
	 */
	NodeStats stats();

	/**
	 * The peers, oldest first. A peer is among them from just before its first hook until
	 * just before its disconnect hooks.
	 * @return a copy
	 */
	List<Peer> peers();

	/**
	 * The peer with an id.
	 * @param id a {@link Peer#id()}
	 * @return the peer, empty if it is not, or no longer, among {@link #peers()}
	 */
	Optional<Peer> peer(String id);

	/**
	 * The peer that is a node which has proven its identity: of several the newest that
	 * is connected, else the newest that is still among {@link #peers()}. It takes no
	 * longer with many peers.
	 * @param id the other node
	 * @return the peer, empty if there is none
	 */
	Optional<Peer> peer(NodeId id);

	/**
	 * Adds a hook for peers that dialled us.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onPeerConnected(PeerCallback callback);

	/**
	 * Adds a hook for peers that we dialled.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onPeerDialed(PeerCallback callback);

	/**
	 * Adds a hook for all new peers; it runs after those that know who dialled.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onPeerInit(PeerCallback callback);

	/**
	 * Adds a hook for peers that are gone; {@link Peer#disconnectReason()} tells why.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onPeerDisconnected(PeerCallback callback);

	/**
	 * Adds a hook for connections that could not be accepted, for want of file
	 * descriptors for instance. The node listens on, after a second, and keeps its peers.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onListenerError(ListenerErrorCallback callback);

	/**
	 * Adds a hook for dials that failed.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onDialFailed(DialFailedCallback callback);

	/**
	 * The message types of this node.
	 * @return the registry, to be added to
	 */
	Messages messages();

	/**
	 * Adds a handler for the messages of a type, whichever peer sends them. It runs in
	 * that peer's lane, behind the peer's own handlers.
	 * @param type a type that is registered by now, see {@link Messages#register(Class)}
	 * @param handler the handler
	 * @param <T> the type
	 * @return closing it removes the handler
	 * @throws NoiseException if the type is not registered
	 */
	<T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler);

	/**
	 * Sends a message to all peers that are connected now. Encodes it once and waits for
	 * nobody: a peer whose queue is full fails at once.
	 * @param message of a registered type; encoded on the calling thread
	 * @return completed once it is known of each peer whether it was reached; it fails if
	 * the message cannot be encoded, and as {@link NotSentException} once the node is
	 * closed. What hangs on it runs as for {@link Peer#sendAsync}
	 */
	CompletableFuture<BroadcastResult> broadcast(Object message);

	/**
	 * Holds the node back: until the registration is closed it refuses to listen and to
	 * dial. For frameworks, which hand the node to the code of an application before they
	 * have registered all hooks: no hook is to miss a peer.
	 * @param until when the node may be used, in words, for the message of the refusal
	 * @return closing it ends this; a node may be held back by several
	 */
	default Registration holdBack(String until) {
		throw new UnsupportedOperationException("holdBack: not implemented by " + getClass().getName());
	}

	/**
	 * Binds host and port and begins to accept peers. Returns when that is done.
	 * @throws ListenException if it cannot be done; the node may try again
	 * @throws IllegalStateException while the node is {@linkplain #holdBack held back}
	 */
	void listen();

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
	Peer dial(String address);

	/**
	 * Does what {@link #dial} does without waiting.
	 * @param address as for {@link #dial}
	 * @return the peer or a {@link DialException}, or an {@link IllegalStateException}
	 * while the node is {@linkplain #holdBack held back}. Cancelling it closes the
	 * connection, and so does completing it in any other way, as {@code orTimeout} does.
	 * What hangs on it runs as for {@link Peer#sendAsync}
	 */
	CompletableFuture<Peer> dialAsync(String address);

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
	default CompletableFuture<Peer> reachAsync(String address) {
		throw new UnsupportedOperationException("reachAsync: not implemented by " + getClass().getName());
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
	KeptAddress keepConnected(String address);

	/**
	 * How it stands with the addresses of {@link #keepConnected}.
	 * @return a copy, in the order in which they were given
	 */
	List<KeptConnection> keptConnections();

	/**
	 * Stops accepting and dialling: frees the port, ends all dialling. The peers that are
	 * here stay until {@link #close()}. For an orderly end: first this, then what still
	 * needs the peers, then {@link #close()}.
	 */
	void quiesce();

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
	void close();

	/**
	 * Does what {@link #close()} does without waiting.
	 * @return completed when {@link #close()} would have returned, but for threads that
	 * are about to end: where it is called from a hook or handler, when the connections
	 * are closed
	 */
	default CompletableFuture<Void> closeAsync() {
		throw new UnsupportedOperationException("closeAsync: not implemented by " + getClass().getName());
	}

	/**
	 * Configures a node. Not safe for use by several threads at once.
	 */
	interface Builder {

		/**
		 * What to bind, and nothing else is bound.
		 * @param host a name or address of this machine; {@code 0.0.0.0} or {@code ::}
		 * for all of them. Default: 127.0.0.1
		 * @return this builder
		 */
		Builder host(String host);

		/**
		 * The port to bind.
		 * @param port 1024 to 65535, or 0 for any that is free. Default: 0
		 * @return this builder
		 */
		Builder port(int port);

		/**
		 * The host that {@link Node#externalAddress()} tells, where others know this
		 * machine by another name than the one that is bound.
		 * @param externalHost a name or address
		 * @return this builder
		 */
		Builder externalHost(String externalHost);

		/**
		 * The port that {@link Node#externalAddress()} tells, where it is not the one
		 * that is bound.
		 * @param externalPort 1 to 65535, or 0 for the one that is bound. Default: 0
		 * @return this builder
		 */
		Builder externalPort(int externalPort);

		/**
		 * Metadata that the node has from its beginning. It is not sent to peers.
		 * @param key its name
		 * @param value the value
		 * @return this builder
		 */
		Builder metadata(String key, Object value);

		/**
		 * What happens on a connection before and while messages travel on it.
		 * @param session one of {@link Sessions}. Default: {@link Sessions#secure} with a
		 * fresh identity
		 * @return this builder
		 */
		Builder session(Session session);

		/**
		 * Which nodes become peers, once they have proven who they are.
		 * @param trust one that may serve other nodes as well. Default:
		 * {@link Trust#open()}
		 * @return this builder
		 */
		Builder trust(Trust trust);

		/**
		 * Which nodes become peers, as far as it is decided.
		 * @return what was handed to {@link #trust(Trust)} last, else
		 * {@link Trust#open()}
		 */
		default Trust trust() {
			throw new UnsupportedOperationException("Builder.trust: not implemented by " + getClass().getName());
		}

		/**
		 * What decides about each node that is trusted.
		 * @param authorizer asked once for each connection. Default: none, all are
		 * welcome
		 * @return this builder
		 */
		Builder authorizer(PeerAuthorizer authorizer);

		/**
		 * How long the {@linkplain #authorizer authorizer} may take; no answer is a
		 * refusal. It counts towards the {@linkplain #handshakeTimeout handshake timeout}
		 * of both ends.
		 * @param authorizerTimeout longer than zero. Default: 3 s
		 * @return this builder
		 */
		Builder authorizerTimeout(Duration authorizerTimeout);

		/**
		 * What the node allows others.
		 * @param limits how much of everything. Default: {@link Limits#defaults()}
		 * @return this builder
		 */
		Builder limits(Limits limits);

		/**
		 * What carries the bytes.
		 * @param transport one of {@link Transports}, or one's own. Default:
		 * {@link Transports#tcp()}
		 * @return this builder
		 */
		Builder transport(Transport transport);

		/**
		 * What runs hooks and completes futures. It stays the caller's to shut down,
		 * after the node is closed. A peer whose hooks it refuses to run is disconnected.
		 * @param executor one that runs tasks on threads of its own, as many at a time as
		 * hooks may block. Default: an unbounded pool of daemon threads
		 * @return this builder
		 * @throws IllegalArgumentException if it runs tasks on the thread that hands them
		 * in
		 */
		Builder executor(Executor executor);

		/**
		 * The longest message that a peer may send.
		 * @param maxMessageSize in bytes, at least 1. Default: 1048576
		 * @return this builder
		 */
		Builder maxMessageSize(int maxMessageSize);

		/**
		 * How long looking up a host and connecting to it may take together.
		 * @param connectTimeout longer than zero. Default: 3 s
		 * @return this builder
		 */
		Builder connectTimeout(Duration connectTimeout);

		/**
		 * How long a new connection, dialled or accepted, may take to become a peer:
		 * until there is a session and the {@linkplain #protocol protocol} is done. After
		 * that it is closed.
		 * @param handshakeTimeout longer than zero. Default: 5 s
		 * @return this builder
		 */
		Builder handshakeTimeout(Duration handshakeTimeout);

		/**
		 * How long a message may wait before it begins: for room in the queue of its
		 * peer, and for credit. One that has begun may take as long as it goes on
		 * ({@link Limits#withStallTimeout}).
		 * @param sendTimeout longer than zero. Default: 3 s
		 * @return this builder
		 */
		Builder sendTimeout(Duration sendTimeout);

		/**
		 * How long {@link Peer#receive(Class)} waits.
		 * @param receiveTimeout longer than zero. Default: 3 s
		 * @return this builder
		 */
		Builder receiveTimeout(Duration receiveTimeout);

		/**
		 * What runs between two peers before the application sees them.
		 * @param protocol blocks in their order, as {@code io.noise.protocol.Protocol}
		 * puts them together. Default: nothing
		 * @return this builder
		 */
		Builder protocol(PeerSetup protocol);

		/**
		 * How long {@link Peer#disconnect()} and {@link Node#close()} wait for what was
		 * accepted for sending and for the other side to take it, and after that once
		 * more for hooks that run.
		 * @param drainTimeout longer than zero. Default: 10 s
		 * @return this builder
		 */
		Builder drainTimeout(Duration drainTimeout);

		/**
		 * Makes the node. Nothing is bound or started yet. The builder may be used again.
		 * @return a new node with the identity of its session, else one of its own
		 * @throws IllegalArgumentException if trust or authorizer judge identities, and
		 * the session proves none
		 */
		Node build();

	}

}
