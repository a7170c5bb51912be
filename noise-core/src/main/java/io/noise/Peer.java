package io.noise;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.noise.identity.NodeId;

/**
 * A peer: one connection to another node, with the messages that travel on it and the
 * application's metadata about it. A node creates peers as it accepts and dials; two
 * connections to the same node are two peers. A peer that has disconnected never connects
 * again.
 * <p>
 * <b>Order.</b> Messages that one thread sends arrive in that order, each at most once.
 * Received messages go to the oldest waiting {@link #receive} or else, in the order of
 * their arrival, to handlers. Hooks and handlers of one peer never run at the same time;
 * {@link Node} describes their order.
 * <p>
 * <b>Flow.</b> Both directions are bounded: by the send queue
 * ({@link Limits#withSendQueue}) and by the receive queue
 * ({@link Limits#withReceiveQueue}). A slow receiver slows its sender down.
 * <p>
 * <b>Threads.</b> Every method may be called by any thread, also by hooks and handlers of
 * this peer; those that block must not be called on an event loop.
 */
public interface Peer extends Metadata {

	/**
	 * Returns the id of this connection, which logs and the actuator show. A later
	 * connection to the same node has another one; {@link #identity()} identifies the
	 * node.
	 * @return letters, digits and hyphens
	 */
	String id();

	/**
	 * Returns the local node, whose peer this is.
	 * @return the local node
	 */
	Node node();

	/**
	 * Returns the local address of the connection.
	 * @return host and port
	 */
	String localAddress();

	/**
	 * Returns the remote address of the connection. For an inbound peer, this is not the
	 * address at which it listens.
	 * @return host and port
	 */
	String remoteAddress();

	/**
	 * Returns the direction in which the connection was dialled.
	 * @return the direction
	 */
	Direction direction();

	/**
	 * Returns the time at which the session was established.
	 * @return the time, by the clock of this machine
	 */
	Instant connectedAt();

	/**
	 * Whether the peer is connected: as far as this side knows, neither side has begun to
	 * close the connection.
	 * @return true until there is a {@link #disconnectReason()}
	 */
	boolean isConnected();

	/**
	 * Returns the reason for which the connection ended, as this side knows it.
	 * @return the reason, empty while connected
	 */
	Optional<DisconnectReason> disconnectReason();

	/**
	 * Returns the reason that the other side gave when it closed the connection, for
	 * example that it could not decode a message of this side.
	 * {@link #disconnectReason()} is then {@link DisconnectReason#REMOTE}, unless this
	 * side has closed the connection as well.
	 * @return reason and words of the other side; empty until it has given a reason, and
	 * always on {@code plain} and {@code legacy}, whose wire formats have no close frame
	 */
	Optional<RemoteReason> remoteReason();

	/**
	 * Returns the identity that the remote node has proven.
	 * @return its id; empty if the session proves no identities
	 */
	Optional<NodeId> identity();

	/**
	 * Returns the kind of session that secures this connection.
	 * @return its name, such as {@code secure} or {@code plain}
	 */
	String session();

	/**
	 * Returns the traffic counters of this connection.
	 * @return their values at this moment
	 */
	PeerStats stats();

	/**
	 * Sends a message and waits until it is handed to the socket of the operating system.
	 * It first waits for room in the send queue and for credit, no longer than the node's
	 * send timeout for both; after that, for as long as the socket makes progress.
	 * Success does not mean that the peer has received the message.
	 * @param message of a registered type; encoded on the calling thread
	 * @throws NotSentException if no part of the message was sent; it is safe to send it
	 * again
	 * @throws UnknownOutcomeException if the connection ended, or made no progress for
	 * the stall timeout, while the message was being sent
	 * @throws NoiseException if the message cannot be encoded
	 * @throws IllegalStateException on an event loop
	 */
	void send(Object message);

	/**
	 * Sends a message without waiting. If the send queue is full, it fails at once.
	 * @param message of a registered type; encoded on the calling thread
	 * @return completed when the message is handed to the socket of the operating system;
	 * fails with the exceptions of {@link #send}. Cancelling it withdraws the message if
	 * that has not begun to be written. Functions attached before it completes run on the
	 * node's executor and may block; those attached later run on the thread that attaches
	 * them
	 */
	CompletableFuture<Void> sendAsync(Object message);

	/**
	 * Waits for the next message of a type, no longer than the node's receive timeout.
	 * Otherwise like {@link #receive(Class, Duration)}.
	 * @param type a registered type
	 * @param <T> the type
	 * @return the message
	 */
	<T> T receive(Class<T> type);

	/**
	 * Waits for the next message of a type, as an alternative to a handler. Returns the
	 * oldest one that has not been passed to a handler. Works inside hooks and handlers
	 * of the same peer, its disconnect hooks included.
	 * @param type a registered type
	 * @param timeout maximum time to wait
	 * @param <T> the type
	 * @return the message
	 * @throws NoiseTimeoutException if none arrived in time
	 * @throws NoiseException if the peer has disconnected and none is left, the message
	 * cannot be decoded, the type is not registered, or the calling thread is interrupted
	 * @throws IllegalStateException on an event loop
	 */
	<T> T receive(Class<T> type, Duration timeout);

	/**
	 * Adds a handler for the messages of a type from this peer. It runs before the
	 * handlers of {@link Node#onMessage}, and also gets messages that arrived earlier and
	 * still wait.
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
	 * Sets the handler for requests of a type from this peer, in place of that of
	 * {@link Node#onRequest}.
	 * @param type a registered type, see {@link Messages#register(Class)}
	 * @param handler the handler, whose replies are of registered types
	 * @param <Q> the type
	 * @return closing it removes the handler
	 * @throws NoiseException if the type is not registered, or the peer has a request
	 * handler for it
	 * @throws UnsupportedOperationException if this implementation does not have it
	 */
	default <Q> Registration onRequest(Class<Q> type, RequestHandler<? super Q> handler) {
		throw new UnsupportedOperationException("onRequest: not implemented by " + getClass().getName());
	}

	/**
	 * Sends a request and waits for the reply, no longer than the node's request timeout.
	 * Otherwise like {@link #request(Object, Class, Duration)}.
	 * @param request of a registered type; encoded on the calling thread
	 * @param reply the class of the reply, or {@link Void} for the empty reply
	 * @param <A> the reply
	 * @return the reply; null if it is empty
	 */
	default <A> A request(Object request, Class<A> reply) {
		throw new UnsupportedOperationException("request: not implemented by " + getClass().getName());
	}

	/**
	 * Sends a request and waits for the reply. Works inside hooks and handlers of the
	 * same peer: while one waits here, requests of its peer are handled on other threads,
	 * one at a time, and it goes on when the reply has arrived and none of them is
	 * running.
	 * <p>
	 * Success means that the handler of the other side has handled the request.
	 * @param request of a registered type; encoded on the calling thread
	 * @param reply the class of the reply, which is that of a registered type or a
	 * supertype of one; or {@link Void} for the empty reply, which acknowledges the
	 * request
	 * @param timeout maximum time to wait
	 * @param <A> the reply
	 * @return the reply; null if it is empty and the class is {@link Void}
	 * @throws RequestException if the other side did not handle the request, failed, or
	 * sent a reply that is not of the expected class
	 * @throws NoiseTimeoutException if the request was sent and not answered in time; the
	 * other side is told, and its reply is dropped
	 * @throws NotSentException if no part of the request was sent; it is safe to send it
	 * again. Also if there are too many open requests
	 * ({@link Limits#withMaxOpenRequests}), and if the session or the other side does not
	 * support requests
	 * @throws UnknownOutcomeException if the connection ended after the request was sent
	 * @throws NoiseException if a class is not registered, the request cannot be encoded,
	 * or the calling thread is interrupted
	 * @throws IllegalStateException on an event loop
	 */
	default <A> A request(Object request, Class<A> reply, Duration timeout) {
		throw new UnsupportedOperationException("request: not implemented by " + getClass().getName());
	}

	/**
	 * Sends a request without waiting. The time limit is the node's request timeout.
	 * Otherwise like {@link #requestAsync(Object, Class, Duration)}.
	 * @param request of a registered type; encoded on the calling thread
	 * @param reply the class of the reply, or {@link Void} for the empty reply
	 * @param <A> the reply
	 * @return completed with the reply
	 */
	default <A> CompletableFuture<A> requestAsync(Object request, Class<A> reply) {
		throw new UnsupportedOperationException("requestAsync: not implemented by " + getClass().getName());
	}

	/**
	 * Sends a request, as {@link #request(Object, Class, Duration)} does, without
	 * waiting. If the send queue is full, it fails at once. To wait for the future in a
	 * hook or handler of the same peer keeps other requests of that peer waiting.
	 * @param request of a registered type; encoded on the calling thread
	 * @param reply as for {@link #request(Object, Class, Duration)}
	 * @param timeout maximum time until the reply
	 * @param <A> the reply
	 * @return completed with the reply; fails with the exceptions of
	 * {@link #request(Object, Class, Duration)}. Cancelling it withdraws the request if
	 * it has not been sent, and else tells the other side that the reply is not wanted
	 */
	default <A> CompletableFuture<A> requestAsync(Object request, Class<A> reply, Duration timeout) {
		throw new UnsupportedOperationException("requestAsync: not implemented by " + getClass().getName());
	}

	/**
	 * Sends a ping and measures the time until the reply. The remote node replies by
	 * itself, so a handler that blocks there does not delay the reply. A call during a
	 * ping shares its result.
	 * @return completed with the round-trip time; fails with a
	 * {@link NoiseTimeoutException} after the ping timeout
	 * ({@link Limits#withPingTimeout}), and with a {@link NoiseException} if the kind of
	 * session has no pings ({@code plain}, {@code legacy}) or the connection ends first.
	 * A peer that does not reply but sends something else stays connected
	 */
	CompletableFuture<Duration> ping();

	/**
	 * Returns the round-trip time of the last ping. A node sends pings by itself only to
	 * a peer that has been silent for the ping interval.
	 * @return the time, empty before the first reply
	 */
	Optional<Duration> roundTripTime();

	/**
	 * Returns the message types that only one side has registered, and those that differ.
	 * @return the types, as far as the other side has announced its own
	 */
	TypeDifferences typeDifferences();

	/**
	 * Returns the interceptors of this peer, with which protocols change its frames.
	 * @return the interceptors
	 */
	Interceptors interceptors();

	/**
	 * Adds a hook for the end of this peer. It runs before the node's
	 * {@link Node#onPeerDisconnected} hooks. If the peer has already ended, the hook runs
	 * at once, after any hook or handler of this peer that is still running.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onDisconnect(PeerCallback callback);

	/**
	 * Closes the connection and waits until the peer has stopped. Accepted messages have
	 * the node's drain timeout to be sent. Once the connection is closed, hooks have
	 * another drain timeout; those that still run then are interrupted and named in the
	 * log. The call thus returns within two drain timeouts. A call from a hook or handler
	 * waits for the connection only, and the disconnect hooks run after that hook has
	 * returned. Disconnecting a peer that has ended has no effect.
	 * @throws NoiseException if the calling thread is interrupted; the peer is closed all
	 * the same
	 * @throws IllegalStateException on an event loop
	 */
	void disconnect();

	/**
	 * Closes the connection, as {@link #disconnect()} does, without waiting.
	 * @return completed when {@link #disconnect()} would have returned
	 */
	CompletableFuture<Void> disconnectAsync();

}
