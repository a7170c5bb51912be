package io.noise.spring.node;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.noise.Node;
import io.noise.NodeMeters;
import io.noise.NodeTracer;
import io.noise.Peer;
import io.noise.Registration;
import io.noise.RequestHandler;
import io.noise.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operations that the node of a test may lack. A mock returns null; a fake inherits the
 * default of {@link Node}, which throws {@link UnsupportedOperationException}. The
 * starter works with both.
 */
public final class OptionalOperations {

	private static final Logger logger = LoggerFactory.getLogger(OptionalOperations.class);

	private OptionalOperations() {
	}

	/**
	 * The session of a node.
	 * @param node the node
	 * @return the session; empty if the node does not show it
	 */
	public static Optional<Session> session(Node node) {
		try {
			return Optional.ofNullable(node.sessionKind());
		}
		catch (UnsupportedOperationException ex) {
			return Optional.empty();
		}
	}

	/**
	 * The measurements of a node.
	 * @param node the node
	 * @return the measurements; empty if the node has none
	 */
	public static Optional<NodeMeters> meters(Node node) {
		try {
			return Optional.ofNullable(node.meters());
		}
		catch (UnsupportedOperationException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Sets the tracer of a node, as {@link Node#trace} does.
	 * @param node the node
	 * @param tracer the tracer
	 * @return closing it removes the tracer; empty if the node takes none, or has one
	 */
	public static Optional<Registration> trace(Node node, NodeTracer tracer) {
		try {
			return Optional.ofNullable(node.trace(tracer));
		}
		catch (UnsupportedOperationException | IllegalStateException ex) {
			logger.debug("{} is not observed: {}", node, ex.getMessage());
			return Optional.empty();
		}
	}

	/**
	 * Whether peers can send requests to a node. The sessions that do not know the types
	 * of messages by name do not have them.
	 * @param node the node
	 * @return false if its session has no requests; true if its session is unknown
	 */
	public static boolean answersRequests(Node node) {
		return session(node).map(Session::namesTypes).orElse(true);
	}

	/**
	 * Sets the handler for requests of a type, as {@link Node#onRequest} does.
	 * @param node the node
	 * @param type the type of the requests
	 * @param handler the handler
	 * @return closing it removes the handler; does nothing if the node has no requests
	 */
	public static Registration onRequest(Node node, Class<?> type, RequestHandler<Object> handler) {
		try {
			return Optional.ofNullable(node.onRequest(type, handler)).orElse(OptionalOperations::nothing);
		}
		catch (UnsupportedOperationException ex) {
			return OptionalOperations::nothing;
		}
	}

	/**
	 * Holds a node back, as {@link Node#holdBack} does.
	 * @param node the node
	 * @param until the time until which it is held back, in words
	 * @return closing it ends this; does nothing if the node cannot be held back
	 */
	public static Registration holdBack(Node node, String until) {
		try {
			return Optional.ofNullable(node.holdBack(until)).orElse(OptionalOperations::nothing);
		}
		catch (UnsupportedOperationException ex) {
			return OptionalOperations::nothing;
		}
	}

	private static void nothing() {
	}

	/**
	 * Dials without waiting for hooks, as {@link Node#reachAsync} does.
	 * @param node the node
	 * @param address the address to dial
	 * @return the peer; if the node cannot do without its hooks, after they have run
	 */
	public static CompletableFuture<Peer> reachAsync(Node node, String address) {
		try {
			return node.reachAsync(address);
		}
		catch (UnsupportedOperationException ex) {
			return node.dialAsync(address);
		}
	}

	/**
	 * Closes a node without waiting, as {@link Node#closeAsync} does. Waits if the node
	 * can only be closed by {@link Node#close}.
	 * @param node the node
	 * @return completed when it is closed
	 */
	public static CompletableFuture<Void> closeAsync(Node node) {
		try {
			return Optional.ofNullable(node.closeAsync()).orElseGet(OptionalOperations::done);
		}
		catch (UnsupportedOperationException ex) {
			node.close();
			return done();
		}
	}

	private static CompletableFuture<Void> done() {
		return CompletableFuture.completedFuture(null);
	}

}
