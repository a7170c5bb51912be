package io.noise;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.noise.identity.NodeId;

/**
 * One connection to another node, and what the application remembers about it. Two
 * connections to the same address are two peers. Safe for use by any thread.
 */
public interface Peer extends Metadata {

	/**
	 * The name of this connection, in logs and in the actuator. A later connection to the
	 * same node has another one.
	 * @return letters, digits and hyphens
	 */
	String id();

	/**
	 * The node whose peer this is.
	 * @return the local node
	 */
	Node node();

	/**
	 * Our end of the connection.
	 * @return host and port
	 */
	String localAddress();

	/**
	 * Their end of the connection. Of an inbound peer this is not where it listens.
	 * @return host and port
	 */
	String remoteAddress();

	/**
	 * Who dialled.
	 * @return the direction
	 */
	Direction direction();

	/**
	 * When the session was established.
	 * @return the time, by this machine's clock
	 */
	Instant connectedAt();

	/**
	 * Whether the connection stands: neither end has begun to close it, as far as is
	 * known here.
	 * @return true until there is a {@link #disconnectReason()}
	 */
	boolean isConnected();

	/**
	 * Why the connection ended.
	 * @return the reason, empty while connected
	 */
	Optional<DisconnectReason> disconnectReason();

	/**
	 * What the other side said when it closed the connection, such as that it could not
	 * decode a message of this side. {@link #disconnectReason()} is what this side knows:
	 * then it is {@link DisconnectReason#REMOTE}, unless this side has closed as well.
	 * @return reason and words of the other side; empty while it has said nothing, and
	 * always on {@code plain} and {@code legacy}, whose wire has no closing words
	 */
	Optional<RemoteReason> remoteReason();

	/**
	 * Who the other node has proven to be.
	 * @return its id, empty where the session proves none
	 */
	Optional<NodeId> identity();

	/**
	 * Which kind of session this is.
	 * @return its name, such as {@code plain}
	 */
	String session();

	/**
	 * What has travelled so far.
	 * @return the counters at this moment
	 */
	PeerStats stats();

	/**
	 * Sends a message: waits for room in the peer's queue and for credit, for both
	 * together no longer than the node's send timeout, and then until the message is
	 * handed to the operating system's socket, as long as that takes something of what is
	 * written. What one thread sends arrives in that order. It does not mean that the
	 * peer has the message.
	 * @param message of a registered type; encoded before this returns
	 * @throws NotSentException if nothing of it left, so that it is safe to repeat
	 * @throws UnknownOutcomeException if it was on its way when the connection broke, or
	 * nothing was taken for the stall timeout
	 * @throws NoiseException if it cannot be encoded
	 * @throws IllegalStateException on an event loop
	 */
	void send(Object message);

	/**
	 * Sends a message without waiting. Where the peer's queue is full, it fails at once.
	 * @param message of a registered type; encoded on the calling thread
	 * @return completed when the message is handed to the operating system's socket;
	 * fails as {@link #send} does. Cancelling it calls the message back, if it has not
	 * begun. What hangs on it when it completes runs on the node's executor and may
	 * block; what is attached later runs on the thread that attaches it
	 */
	CompletableFuture<Void> sendAsync(Object message);

	/**
	 * Waits for the next message of a type, no longer than the node's receive timeout.
	 * @param type a registered type
	 * @param <T> the type
	 * @return the message
	 */
	<T> T receive(Class<T> type);

	/**
	 * Waits for the next message of a type, in place of a handler: takes the oldest that
	 * no handler has begun with. Works inside hooks and handlers of the same peer, its
	 * disconnect hooks included.
	 * @param type a registered type
	 * @param timeout how long to wait at most
	 * @param <T> the type
	 * @return the message
	 * @throws NoiseTimeoutException if none came in time
	 * @throws NoiseException if the peer is gone and none is left, the type is not
	 * registered, or the calling thread is interrupted
	 * @throws IllegalStateException on an event loop
	 */
	<T> T receive(Class<T> type, Duration timeout);

	/**
	 * Adds a handler for the messages of a type that this peer sends. It gets them before
	 * the handlers of {@link Node#onMessage}, and first what came before it was there.
	 * @param type a type that is registered by now, see {@link Messages#register(Class)}
	 * @param handler the handler
	 * @param <T> the type
	 * @return closing it removes the handler
	 * @throws NoiseException if the type is not registered
	 */
	<T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler);

	/**
	 * Asks the other node for a sign of life. Its node answers, not its application: a
	 * handler that blocks there delays nothing. Whoever asks while a question is under
	 * way shares its answer.
	 * @return how long it took; fails with a {@link NoiseTimeoutException} when the ping
	 * timeout is over ({@link Limits#withPingTimeout}), and with a {@link NoiseException}
	 * where the kind of session has no pings ({@code plain}, {@code legacy}) or the
	 * connection ends before the answer. A peer that does not answer and sends something
	 * else stays
	 */
	CompletableFuture<Duration> ping();

	/**
	 * How long the other node took to answer the last ping. A node pings by itself only
	 * after a long silence.
	 * @return the time, empty before the first answer
	 */
	Optional<Duration> roundTripTime();

	/**
	 * Which message types only one of the two ends knows.
	 * @return the types, as far as the other end has told of them until now
	 */
	TypeDifferences typeDifferences();

	/**
	 * What protocols put between this peer's messages and its wire.
	 * @return this peer's interceptors
	 */
	Interceptors interceptors();

	/**
	 * Adds a hook for the end of this peer. It runs before the node's
	 * {@link Node#onPeerDisconnected} hooks. On a peer that is already gone it runs at
	 * once, behind what still runs for that peer.
	 * @param callback the hook
	 * @return closing it removes the hook
	 */
	Registration onDisconnect(PeerCallback callback);

	/**
	 * Closes the connection and waits until all of this peer has stopped: the connection,
	 * which has the node's drain timeout for what was accepted for sending, and the
	 * hooks, which have another one once the connection is closed; then they are
	 * interrupted and named in the log. So it returns within two drain timeouts. Called
	 * from a hook or handler, it waits for the connection only, and the disconnect hooks
	 * run after that hook has returned. Does no harm to a peer that is gone.
	 * @throws NoiseException if the calling thread is interrupted; the peer is closed all
	 * the same
	 * @throws IllegalStateException on an event loop
	 */
	void disconnect();

	/**
	 * Does what {@link #disconnect()} does without waiting.
	 * @return completed when {@link #disconnect()} would have returned. What hangs on it
	 * runs as for {@link #sendAsync}
	 */
	CompletableFuture<Void> disconnectAsync();

}
