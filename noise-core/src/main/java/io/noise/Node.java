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
 * A node: this process's end of a peer-to-peer network. It listens for connections, dials
 * other nodes, and calls hooks as peers come and go and handlers as messages arrive.
 *
 * <pre>{@code
 * Node node = Node.builder().port(3000).build();
 * node.messages().register(Chat.class);
 * node.onPeerInit((n, peer) -> peer.set("since", Instant.now()));
 * node.onMessage(Chat.class, (peer, chat) -> System.out.println(chat.text()));
 * node.listen();
 * Peer peer = node.dial("127.0.0.1:3001");
 * peer.send(new Chat("hello"));
 * node.close();
 * }</pre>
 *
 * <b>Life.</b> A node is {@link NodeState#NEW} once it is built,
 * {@link NodeState#LISTENING} after {@link #listen()} and {@link NodeState#CLOSED} after
 * {@link #close()}, which is final. A node that never listens can still dial. A node that
 * listens keeps its JVM alive until it is closed.
 * <p>
 * <b>Hooks.</b> Hooks of one peer run one at a time, each once, in this order:
 * {@link #onPeerConnected} or {@link #onPeerDialed}, then {@link #onPeerInit}; then
 * message handlers; at the end {@link Peer#onDisconnect}, then
 * {@link #onPeerDisconnected}. Hooks of one kind run in the order of their registration.
 * Hooks that are registered before {@link #listen()} and {@link #dial} miss no peer.
 * Hooks of different peers run at the same time. A connection that never became a peer
 * runs no peer hook.
 * <p>
 * <b>Threads.</b> Hooks and handlers run on the node's executor, never on an event loop,
 * so they may block, with no limit on time: a hook that blocks delays its own peer only.
 * Every method may be called by any thread, also by a hook; those that block must not be
 * called on an event loop. Functions that are attached to a future of this library before
 * it completes run on the executor too.
 * <p>
 * <b>Errors.</b> A hook or handler that throws is logged and counted; the peer stays
 * connected, and the other hooks still run. Methods throw {@link NoiseException} and its
 * subclasses; the futures of methods named <code>&hellip;Async</code> fail with the same
 * exceptions.
 */
public interface Node extends Metadata, AutoCloseable {

	/**
	 * Returns a builder for a new node.
	 * @return a builder with all defaults
	 * @throws NoiseException if the Netty on the class path is too old
	 */
	static Builder builder() {
		return Engine.builder();
	}

	/**
	 * Returns the id of this node, which its identity determines.
	 * @return its {@link NodeId} as text
	 */
	String id();

	/**
	 * Returns the host that the node binds to.
	 * @return the host as configured
	 */
	String host();

	/**
	 * Returns the port that the node binds to.
	 * @return the bound port once the node listens; before that the configured one, which
	 * may be 0
	 */
	int port();

	/**
	 * Returns the address at which other nodes reach this one, as far as it knows: the
	 * configured external host and port, or else those it is bound to. A wildcard is
	 * replaced by an address of this machine.
	 * @return host and port, in the form that {@link #dial} accepts
	 */
	String externalAddress();

	/**
	 * Returns the kind of session that secures connections to peers.
	 * @return its name, such as {@code secure} or {@code plain}
	 */
	String session();

	/**
	 * Returns the session that secures connections to peers. It tells the capabilities of
	 * its kind, such as {@link Session#provesIdentities()}.
	 * @return the session that was passed to the builder, or else the default one
	 * @throws UnsupportedOperationException if this implementation does not have it
	 */
	default Session sessionKind() {
		throw new UnsupportedOperationException("sessionKind: not implemented by " + getClass().getName());
	}

	/**
	 * Returns the state of the node.
	 * @return the state at this moment
	 */
	NodeState state();

	/**
	 * Returns the time at which the node began to listen.
	 * @return the time, by the clock of this machine; empty unless the state is
	 * {@link NodeState#LISTENING}
	 */
	Optional<Instant> listeningSince();

	/**
	 * Returns the counters of the node.
	 * @return their values at this moment, counted since the node was built
	 */
	NodeStats stats();

	/**
	 * Returns the measurements of the node, for monitoring systems.
	 * @return the measurements, which also take observers
	 * @throws UnsupportedOperationException if this implementation does not have it
	 */
	default NodeMeters meters() {
		throw new UnsupportedOperationException("meters: not implemented by " + getClass().getName());
	}

	/**
	 * Sets the tracer of the node, which follows messages and requests from one node to
	 * the next.
	 * @param tracer the tracer, used for all that is sent and handled from now on
	 * @return closing it removes the tracer
	 * @throws IllegalStateException if the node has a tracer
	 * @throws UnsupportedOperationException if this implementation does not have it
	 */
	default Registration trace(NodeTracer tracer) {
		throw new UnsupportedOperationException("trace: not implemented by " + getClass().getName());
	}

	/**
	 * Returns the peers, oldest first. A peer is listed from just before its first hook
	 * until just before its disconnect hooks.
	 * @return a copy
	 */
	List<Peer> peers();

	/**
	 * Returns the peer with the given id.
	 * @param id a {@link Peer#id()}
	 * @return the peer; empty if it is not, or no longer, among {@link #peers()}
	 */
	Optional<Peer> peer(String id);

	/**
	 * Returns the peer that has proven to be the given node. Of several, it is the newest
	 * that is connected, or else the newest that is still among {@link #peers()}. The
	 * time of the lookup does not depend on the number of peers.
	 * @param id the id of the remote node
	 * @return the peer, empty if there is none
	 */
	Optional<Peer> peer(NodeId id);

	/**
	 * Adds a hook for inbound peers, which dialled this node.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onPeerConnected(PeerCallback callback);

	/**
	 * Adds a hook for outbound peers, which this node dialled.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onPeerDialed(PeerCallback callback);

	/**
	 * Adds a hook for all new peers, inbound and outbound. It runs after the hooks
	 * {@link #onPeerConnected} and {@link #onPeerDialed}.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onPeerInit(PeerCallback callback);

	/**
	 * Adds a hook for peers that have disconnected; {@link Peer#disconnectReason()} is
	 * the reason.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onPeerDisconnected(PeerCallback callback);

	/**
	 * Adds a hook for connections that could not be accepted, for example because the
	 * process has run out of file descriptors. The node keeps its peers and accepts again
	 * after one second.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onListenerError(ListenerErrorCallback callback);

	/**
	 * Adds a hook for failed dials.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onDialFailed(DialFailedCallback callback);

	/**
	 * Returns the message types of this node, to which the application adds its own.
	 * @return the registry
	 */
	Messages messages();

	/**
	 * Adds a handler for the messages of a type, from all peers. It runs in order with
	 * the hooks of the peer that sent the message, after that peer's own handlers.
	 * @param type a registered type, see {@link Messages#register(Class)}
	 * @param handler the handler
	 * @param <T> the type
	 * @return closing it removes the handler
	 * @throws NoiseException if the type is not registered
	 */
	<T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler);

	/**
	 * Adds a handler like {@link #onMessage(Class, MessageHandler)}, with a choice of the
	 * thread on which it runs.
	 * @param type a registered type, see {@link Messages#register(Class)}
	 * @param dispatch the thread
	 * @param handler the handler
	 * @param <T> the type
	 * @return closing it removes the handler
	 * @throws NoiseException if the type is not registered
	 * @throws UnsupportedOperationException if this implementation does not have it
	 */
	default <T> Registration onMessage(Class<T> type, Dispatch dispatch, MessageHandler<? super T> handler) {
		throw new UnsupportedOperationException("onMessage: no dispatch, not implemented by " + getClass().getName());
	}

	/**
	 * Sets the handler for requests of a type, from all peers that have none of their
	 * own. It runs in order with the hooks and message handlers of the peer that sent the
	 * request.
	 * <p>
	 * A request of a type that has no request handler is passed to its message handlers,
	 * and answered with the empty reply when they have returned.
	 * @param type a registered type, see {@link Messages#register(Class)}
	 * @param handler the handler, whose replies are of registered types
	 * @param <Q> the type
	 * @return closing it removes the handler
	 * @throws NoiseException if the type is not registered, or the node has a request
	 * handler for it
	 * @throws UnsupportedOperationException if this implementation does not have it
	 */
	default <Q> Registration onRequest(Class<Q> type, RequestHandler<? super Q> handler) {
		throw new UnsupportedOperationException("onRequest: not implemented by " + getClass().getName());
	}

	/**
	 * Sends a message to all peers that are connected at this moment. The message is
	 * encoded once. Sending does not wait: it fails at once for a peer whose send queue
	 * is full.
	 * @param message of a registered type; encoded on the calling thread
	 * @return completed when the outcome is known for every peer; fails with a
	 * {@link NoiseException} if the message cannot be encoded, and with a
	 * {@link NotSentException} if the node is closed
	 */
	CompletableFuture<BroadcastResult> broadcast(Object message);

	/**
	 * Prevents the node from listening and dialling until the registration is closed.
	 * This is for frameworks that hand the node to application code before they have
	 * registered all hooks, so that no hook misses a peer.
	 * @param until when the node may be used, in words, for the message of the exception
	 * @return closing it releases the node, unless there are other registrations of this
	 * kind
	 */
	default Registration holdBack(String until) {
		throw new UnsupportedOperationException("holdBack: not implemented by " + getClass().getName());
	}

	/**
	 * Binds to the configured host and port and starts to accept connections. Returns
	 * once the node is bound.
	 * @throws ListenException if it cannot bind; the node is unchanged and may try again
	 * @throws IllegalStateException while the node is {@linkplain #holdBack held back}
	 */
	void listen();

	/**
	 * Connects to another node and waits until the peer is ready, which means that its
	 * session is established and the hooks {@link #onPeerDialed} and {@link #onPeerInit}
	 * have run. If the connection ends during that time, the disconnected peer is
	 * returned.
	 * <p>
	 * The addresses of a host name are tried in turn until one leads to a peer or a time
	 * limit expires. If none does, the exception is the last failure whose reason is not
	 * {@link DialException.Reason#SELF}. The time limit for all addresses together is the
	 * sum of connect timeout and handshake timeout; hooks do not count towards it.
	 * @param address {@code host:port} or {@code [IPv6]:port}; or {@code id@host:port} to
	 * require that the node at that address proves to have that id
	 * @return the peer; each call makes a new connection and a new peer
	 * @throws DialException if there is no peer; it has the address and the reason
	 * @throws NoiseException if the calling thread is interrupted, which ends the dial
	 * @throws IllegalStateException on an event loop, or while the node is
	 * {@linkplain #holdBack held back}
	 */
	Peer dial(String address);

	/**
	 * Connects to another node, as {@link #dial} does, without waiting.
	 * @param address as for {@link #dial}
	 * @return completed with the peer when it is ready; fails with a
	 * {@link DialException}, or with an {@link IllegalStateException} while the node is
	 * {@linkplain #holdBack held back}. Cancelling it, or completing it in any other way,
	 * such as by {@code orTimeout}, closes the connection
	 */
	CompletableFuture<Peer> dialAsync(String address);

	/**
	 * Connects to another node, as {@link #dialAsync} does, without waiting for hooks:
	 * the future completes as soon as the session is established and the blocks of the
	 * {@linkplain Builder#protocol protocol} are done, within connect timeout and
	 * handshake timeout together. The hooks of the peer run as usual; the caller may
	 * disconnect the peer before they have finished.
	 * @param address as for {@link #dial}
	 * @return completed with the peer; fails with a {@link DialException}, or with an
	 * {@link IllegalStateException} while the node is {@linkplain #holdBack held back}.
	 * Cancelling it closes the connection
	 */
	default CompletableFuture<Peer> reachAsync(String address) {
		throw new UnsupportedOperationException("reachAsync: not implemented by " + getClass().getName());
	}

	/**
	 * Keeps this node connected to an address. The node dials it in the background, now
	 * and again after each failure and each loss, after pauses that grow from 1 to 60
	 * seconds; each pause is up to a fifth shorter or longer at random. Two addresses of
	 * one node, such as {@code localhost:3000} and {@code 127.0.0.1:3000}, count as two.
	 * If the remote node also keeps this one connected, and both prove their identities,
	 * one connection is enough, no matter which side dialled it.
	 * @param address as for {@link #dial}
	 * @return the address, which also reports when there is a peer; closing it ends the
	 * dialling and leaves a connected peer as it is
	 * @throws DialException if the text is not an address, or the node is closed
	 * @throws IllegalStateException while the node is {@linkplain #holdBack held back}
	 */
	KeptAddress keepConnected(String address);

	/**
	 * Returns the state of each address of {@link #keepConnected}.
	 * @return a copy, in the order in which the addresses were added
	 */
	List<KeptConnection> keptConnections();

	/**
	 * Stops accepting and dialling: waits until the port is free and ends all dials.
	 * Peers stay connected until {@link #close()}. This is the first step of an orderly
	 * shutdown; the application then finishes the work that needs the peers and calls
	 * {@link #close()}.
	 * @throws NoiseException if the calling thread is interrupted
	 * @throws IllegalStateException on an event loop
	 */
	void quiesce();

	/**
	 * Closes the node and waits until it has stopped: the port is free, every peer is
	 * disconnected and its hooks have run. Accepted messages have the drain timeout to be
	 * sent. Once the connection of a peer is closed, its hooks have another drain
	 * timeout; those that still run then are interrupted and named in the log. A call
	 * from a hook or handler waits for the connections only, and the rest follows after
	 * that hook has returned. Closing a closed node has no effect.
	 * @throws NoiseException if the calling thread is interrupted; the node closes all
	 * the same
	 * @throws IllegalStateException on an event loop
	 */
	@Override
	void close();

	/**
	 * Closes the node, as {@link #close()} does, without waiting.
	 * @return completed when the node has stopped, though some of its threads may still
	 * be ending; if called from a hook or handler, when the connections are closed
	 */
	default CompletableFuture<Void> closeAsync() {
		throw new UnsupportedOperationException("closeAsync: not implemented by " + getClass().getName());
	}

	/**
	 * Configures a node. Each method checks its argument and throws
	 * {@link IllegalArgumentException} for a value that cannot work. Not safe for use by
	 * several threads at once.
	 */
	interface Builder {

		/**
		 * Sets the host to bind to; no other address is bound.
		 * @param host a name or address of this machine; {@code 0.0.0.0} or {@code ::}
		 * for all addresses. Default: 127.0.0.1
		 * @return this builder
		 */
		Builder host(String host);

		/**
		 * Sets the port to bind to.
		 * @param port 1024 to 65535, or 0 for any free port. Default: 0
		 * @return this builder
		 */
		Builder port(int port);

		/**
		 * Sets the host of {@link Node#externalAddress()}, for machines that other nodes
		 * reach under another name than the bound one.
		 * @param externalHost a name or address. Default: the bound host
		 * @return this builder
		 */
		Builder externalHost(String externalHost);

		/**
		 * Sets the port of {@link Node#externalAddress()}, for machines that other nodes
		 * reach on another port than the bound one.
		 * @param externalPort 1 to 65535, or 0 for the bound port. Default: 0
		 * @return this builder
		 */
		Builder externalPort(int externalPort);

		/**
		 * Adds initial metadata of the node. It is not sent to peers.
		 * @param key the key
		 * @param value the value
		 * @return this builder
		 */
		Builder metadata(String key, Object value);

		/**
		 * Sets the kind of session, which frames, encrypts and authenticates connections.
		 * Both ends must use the same kind.
		 * @param session one of {@link Sessions}. Default: {@link Sessions#secure} with
		 * an ephemeral identity
		 * @return this builder
		 */
		Builder session(Session session);

		/**
		 * Sets the trust policy: the nodes that may become peers, once they have proven
		 * their identities.
		 * @param trust a policy, which several nodes may share. Default:
		 * {@link Trust#open()}
		 * @return this builder
		 */
		Builder trust(Trust trust);

		/**
		 * Returns the trust policy that is set at this moment.
		 * @return the argument of the last {@link #trust(Trust)}, or else
		 * {@link Trust#open()}
		 */
		default Trust trust() {
			throw new UnsupportedOperationException("Builder.trust: not implemented by " + getClass().getName());
		}

		/**
		 * Sets the authorizer, which decides about each trusted node before it becomes a
		 * peer.
		 * @param authorizer called once for each connection. Default: none, so every
		 * trusted node is accepted
		 * @return this builder
		 */
		Builder authorizer(PeerAuthorizer authorizer);

		/**
		 * Sets the maximum time for the {@linkplain #authorizer authorizer} to decide,
		 * after which the node is refused. It counts towards the
		 * {@linkplain #handshakeTimeout handshake timeout} of both ends.
		 * @param authorizerTimeout longer than zero. Default: 3 s
		 * @return this builder
		 */
		Builder authorizerTimeout(Duration authorizerTimeout);

		/**
		 * Sets the limits on other nodes.
		 * @param limits the limits. Default: {@link Limits#defaults()}
		 * @return this builder
		 */
		Builder limits(Limits limits);

		/**
		 * Sets the transport, which carries the bytes of connections.
		 * @param transport one of {@link Transports}, or an implementation of the
		 * application. Default: {@link Transports#tcp()}
		 * @return this builder
		 */
		Builder transport(Transport transport);

		/**
		 * Sets the executor for hooks, handlers and functions attached to futures. The
		 * node does not shut it down; the application does so after the node is closed.
		 * If it rejects a task of a peer, that peer is disconnected.
		 * @param executor one that runs tasks on its own threads, as many at a time as
		 * hooks may block. Default: an unbounded pool of daemon threads
		 * @return this builder
		 * @throws IllegalArgumentException if it runs tasks on the calling thread, or
		 * rejects them
		 */
		Builder executor(Executor executor);

		/**
		 * Sets the maximum size of a message. A peer that sends a longer one is
		 * disconnected.
		 * @param maxMessageSize bytes, at least 1. Default: 1048576
		 * @return this builder
		 */
		Builder maxMessageSize(int maxMessageSize);

		/**
		 * Sets the maximum time to resolve a host name and connect to it.
		 * @param connectTimeout longer than zero. Default: 3 s
		 * @return this builder
		 */
		Builder connectTimeout(Duration connectTimeout);

		/**
		 * Sets the maximum time for a new connection, inbound or outbound, to become a
		 * peer: to establish its session and run the {@linkplain #protocol protocol}.
		 * After that it is closed.
		 * @param handshakeTimeout longer than zero. Default: 5 s
		 * @return this builder
		 */
		Builder handshakeTimeout(Duration handshakeTimeout);

		/**
		 * Sets the maximum time for a message to wait for room in the send queue of its
		 * peer and for credit before it is written. A message that has begun to be
		 * written may take longer, as long as it makes progress
		 * ({@link Limits#withStallTimeout}).
		 * @param sendTimeout longer than zero. Default: 3 s
		 * @return this builder
		 */
		Builder sendTimeout(Duration sendTimeout);

		/**
		 * Sets the maximum time for which {@link Peer#receive(Class)} waits.
		 * @param receiveTimeout longer than zero. Default: 3 s
		 * @return this builder
		 */
		Builder receiveTimeout(Duration receiveTimeout);

		/**
		 * Sets the maximum time for which {@link Peer#request(Object, Class)} and
		 * {@link Peer#requestAsync(Object, Class)} wait for a reply.
		 * @param requestTimeout longer than zero. Default: 5 s
		 * @return this builder
		 */
		default Builder requestTimeout(Duration requestTimeout) {
			throw new UnsupportedOperationException(
					"Builder.requestTimeout: not implemented by " + getClass().getName());
		}

		/**
		 * Sets the time after which a hook or handler that blocks its peer is reported in
		 * the log, if something waits for it.
		 * @param slowHookThreshold a time, or zero for no reports. Default: 10 s
		 * @return this builder
		 */
		default Builder slowHookThreshold(Duration slowHookThreshold) {
			throw new UnsupportedOperationException(
					"Builder.slowHookThreshold: not implemented by " + getClass().getName());
		}

		/**
		 * Sets the protocol that runs between two peers before the application sees them.
		 * @param protocol blocks in their order, as {@code io.noise.protocol.Protocol}
		 * combines them. Default: none
		 * @return this builder
		 */
		Builder protocol(PeerSetup protocol);

		/**
		 * Sets the maximum time for which {@link Peer#disconnect()} and
		 * {@link Node#close()} wait for accepted messages to be sent and for the other
		 * side to receive them, and then again for running hooks.
		 * @param drainTimeout longer than zero. Default: 10 s
		 * @return this builder
		 */
		Builder drainTimeout(Duration drainTimeout);

		/**
		 * Creates the node. Nothing is bound or started yet. The builder may be used
		 * again.
		 * @return a new node with the identity of its session, or else an identity of its
		 * own
		 * @throws IllegalArgumentException if there is an authorizer, or a trust policy
		 * that requires identities, and the session proves none
		 */
		Node build();

	}

}
