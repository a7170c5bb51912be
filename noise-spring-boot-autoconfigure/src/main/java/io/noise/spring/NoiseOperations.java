package io.noise.spring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.noise.BroadcastResult;
import io.noise.NoiseException;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.RequestException;
import io.noise.UnknownOutcomeException;
import io.noise.identity.NodeId;

/**
 * Operations to send messages and requests, for beans that know their peers by name. An
 * interface, so that tests of such beans need no network.
 * <p>
 * A peer is named by the id of its node, which outlives connections and stands for the
 * newest connection, or by the id of one connection, {@link Peer#id()}. All methods may
 * be called from any thread; those that block must not be called on an event loop.
 * <p>
 * The node is closed before beans are destroyed. So a farewell belongs into a listener of
 * {@link org.springframework.context.event.ContextClosedEvent}; in a {@code @PreDestroy}
 * method it fails as {@link NotSentException}.
 */
public interface NoiseOperations {

	/**
	 * Sends a message and waits as {@link Peer#send} does.
	 * @param node the node to send to, on a session that proves identities
	 * @param message of a registered type
	 * @throws NotSentException if nothing of it left, so that it is safe to repeat; also
	 * if there is no connection to that node, or this one is closed
	 * @throws UnknownOutcomeException if it was on its way when the connection broke or
	 * the time was over
	 * @throws NoiseException if the message cannot be encoded
	 */
	void send(NodeId node, Object message);

	/**
	 * Sends a message and waits as {@link Peer#send} does.
	 * @param peerId a {@link Peer#id()}
	 * @param message of a registered type
	 * @throws NotSentException if nothing of it left, so that it is safe to repeat; also
	 * if there is no such peer, or the node is closed
	 * @throws UnknownOutcomeException if it was on its way when the connection broke or
	 * the time was over
	 * @throws NoiseException if the message cannot be encoded
	 */
	void send(String peerId, Object message);

	/**
	 * Sends a message without waiting, as {@link Peer#sendAsync} does.
	 * @param node the node to send to, on a session that proves identities
	 * @param message of a registered type; encoded on the calling thread
	 * @return completed when the message is handed to the operating system's socket;
	 * fails as {@link #send(NodeId, Object)} does
	 */
	CompletableFuture<Void> sendAsync(NodeId node, Object message);

	/**
	 * Sends a message without waiting, as {@link Peer#sendAsync} does.
	 * @param peerId a {@link Peer#id()}
	 * @param message of a registered type; encoded on the calling thread
	 * @return completed when the message is handed to the operating system's socket;
	 * fails as {@link #send(String, Object)} does
	 */
	CompletableFuture<Void> sendAsync(String peerId, Object message);

	/**
	 * Sends a message to all peers that are connected now, and waits for none of them.
	 * @param message of a registered type; encoded once, on the calling thread
	 * @return completed once the outcome is known for each peer; fails if the message
	 * cannot be encoded, and as {@link NotSentException} once the node is closed
	 */
	CompletableFuture<BroadcastResult> broadcast(Object message);

	/**
	 * Sends a request and waits for the reply, no longer than the node's request timeout.
	 * Otherwise like {@link #request(NodeId, Object, Class, Duration)}.
	 * @param node the node to ask, on a session that proves identities
	 * @param question of a registered type
	 * @param answer the class of the reply, or {@link Void} for the empty reply
	 * @param <A> the reply
	 * @return the reply; null if it is empty
	 */
	default <A> A request(NodeId node, Object question, Class<A> answer) {
		throw missing("request");
	}

	/**
	 * Sends a request and waits for the reply, as {@link Peer#request} does.
	 * @param node the node to ask, on a session that proves identities
	 * @param question of a registered type
	 * @param answer the class of the reply, or {@link Void} for the empty reply, which
	 * acknowledges the request
	 * @param timeout the maximum time to wait
	 * @param <A> the reply
	 * @return the reply; null if it is empty and the class is {@link Void}
	 * @throws RequestException if the other side did not handle the request, failed, or
	 * sent a reply that is not of the expected class
	 * @throws NoiseTimeoutException if it was sent and not answered in time
	 * @throws NotSentException if nothing of it left, so that it is safe to repeat; also
	 * if there is no such peer, this node is closed, or the session or the other side has
	 * no requests
	 * @throws UnknownOutcomeException if the connection ended after it was sent
	 * @throws NoiseException if a class is not registered, or the request cannot be
	 * encoded
	 * @throws UnsupportedOperationException if this implementation has no requests
	 */
	default <A> A request(NodeId node, Object question, Class<A> answer, Duration timeout) {
		throw missing("request");
	}

	/**
	 * Sends a request and waits for the reply, no longer than the node's request timeout.
	 * Otherwise like {@link #request(String, Object, Class, Duration)}.
	 * @param peerId a {@link Peer#id()}
	 * @param question of a registered type
	 * @param answer the class of the reply, or {@link Void} for the empty reply
	 * @param <A> the reply
	 * @return the reply; null if it is empty
	 */
	default <A> A request(String peerId, Object question, Class<A> answer) {
		throw missing("request");
	}

	/**
	 * Sends a request and waits for the reply, as {@link Peer#request} does.
	 * @param peerId a {@link Peer#id()}
	 * @param question of a registered type
	 * @param answer the class of the reply, or {@link Void} for the empty reply, which
	 * acknowledges the request
	 * @param timeout the maximum time to wait
	 * @param <A> the reply
	 * @return the reply; null if it is empty and the class is {@link Void}
	 * @throws RequestException if the other side did not handle the request, failed, or
	 * sent a reply that is not of the expected class
	 * @throws NoiseTimeoutException if it was sent and not answered in time
	 * @throws NotSentException if nothing of it left, so that it is safe to repeat; also
	 * if there is no such peer, this node is closed, or the session or the other side has
	 * no requests
	 * @throws UnknownOutcomeException if the connection ended after it was sent
	 * @throws NoiseException if a class is not registered, or the request cannot be
	 * encoded
	 * @throws UnsupportedOperationException if this implementation has no requests
	 */
	default <A> A request(String peerId, Object question, Class<A> answer, Duration timeout) {
		throw missing("request");
	}

	/**
	 * Sends a request without waiting. The time limit is the node's request timeout.
	 * Otherwise like {@link #requestAsync(NodeId, Object, Class, Duration)}.
	 * @param node the node to ask, on a session that proves identities
	 * @param question of a registered type; encoded on the calling thread
	 * @param answer the class of the reply, or {@link Void} for the empty reply
	 * @param <A> the reply
	 * @return completed with the reply
	 */
	default <A> CompletableFuture<A> requestAsync(NodeId node, Object question, Class<A> answer) {
		throw missing("requestAsync");
	}

	/**
	 * Sends a request without waiting, as {@link Peer#requestAsync} does.
	 * @param node the node to ask, on a session that proves identities
	 * @param question of a registered type; encoded on the calling thread
	 * @param answer the class of the reply, or {@link Void} for the empty reply
	 * @param timeout the maximum time until the reply
	 * @param <A> the reply
	 * @return completed with the reply; fails as
	 * {@link #request(NodeId, Object, Class, Duration)} does. Cancelling it tells the
	 * other side that the reply is not wanted
	 */
	default <A> CompletableFuture<A> requestAsync(NodeId node, Object question, Class<A> answer, Duration timeout) {
		throw missing("requestAsync");
	}

	/**
	 * Sends a request without waiting. The time limit is the node's request timeout.
	 * Otherwise like {@link #requestAsync(String, Object, Class, Duration)}.
	 * @param peerId a {@link Peer#id()}
	 * @param question of a registered type; encoded on the calling thread
	 * @param answer the class of the reply, or {@link Void} for the empty reply
	 * @param <A> the reply
	 * @return completed with the reply
	 */
	default <A> CompletableFuture<A> requestAsync(String peerId, Object question, Class<A> answer) {
		throw missing("requestAsync");
	}

	/**
	 * Sends a request without waiting, as {@link Peer#requestAsync} does.
	 * @param peerId a {@link Peer#id()}
	 * @param question of a registered type; encoded on the calling thread
	 * @param answer the class of the reply, or {@link Void} for the empty reply
	 * @param timeout the maximum time until the reply
	 * @param <A> the reply
	 * @return completed with the reply; fails as
	 * {@link #request(String, Object, Class, Duration)} does. Cancelling it tells the
	 * other side that the reply is not wanted
	 */
	default <A> CompletableFuture<A> requestAsync(String peerId, Object question, Class<A> answer, Duration timeout) {
		throw missing("requestAsync");
	}

	/**
	 * Waits until a number of peers is connected, since a broadcast reaches only
	 * connected peers. Just after the start of an application there may be none yet.
	 * @param atLeast the number of peers, 1 or more
	 * @param timeout the maximum time to wait
	 * @return the peers that are connected then, oldest first
	 * @throws NoiseTimeoutException if there are fewer when the time is over
	 * @throws NoiseException if the node is closed, or the calling thread is interrupted
	 * @throws UnsupportedOperationException if this implementation has no peers to wait
	 * for
	 */
	default List<Peer> awaitPeers(int atLeast, Duration timeout) {
		throw missing("await peers");
	}

	private UnsupportedOperationException missing(String method) {
		return new UnsupportedOperationException(method + ": " + getClass().getName() + " does not implement it");
	}

}
