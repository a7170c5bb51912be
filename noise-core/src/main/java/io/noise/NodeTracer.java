package io.noise;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.noise.NodeObserver.Outcome;
import io.noise.identity.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A tracer of the messages and requests of a node: it follows them from one node to the
 * next, as tracing systems do. It may send a context along with each of them, a few keys
 * and values, which the tracer of the other node gets. The session {@code secure} carries
 * contexts; the others do not.
 * <p>
 * Methods are called by the threads that send, by those that run handlers, and, at the
 * end of a trace, by event loops, so they must not block. What they throw is ignored.
 */
public interface NodeTracer {

	/**
	 * Whether messages are traced, besides requests. Asked once.
	 * @return true for messages as well
	 */
	default boolean tracesMessages() {
		return false;
	}

	/**
	 * Begins the trace of a message or request that is about to be sent. Called by the
	 * thread that sends it.
	 * @param exchange the message or request
	 * @return its trace, which ends when the message is sent or the request is answered;
	 * null for none
	 */
	@Nullable Trace sending(Exchange exchange);

	/**
	 * Begins the trace of a message or request whose handler is about to run. Called by
	 * the thread that runs it.
	 * @param exchange the message or request
	 * @param context the context that came with it, at most 1,024 bytes; empty if there
	 * was none. The other node has chosen it, so it may be anything
	 * @return its trace, which ends when the handlers have returned or the request is
	 * answered; null for none
	 */
	@Nullable Trace handling(Exchange exchange, Map<String, String> context);

	/**
	 * Captures the context of the calling thread, which dials. The hooks
	 * {@link Node#onPeerDialed} and {@link Node#onPeerInit} of the new peer run in it.
	 * Addresses that are kept connected are dialled by no thread of the application.
	 * @return opens the context on the thread that runs these hooks; null for none
	 */
	default @Nullable Supplier<Scope> capture() {
		return null;
	}

	/** A message or request between this node and a peer. */
	interface Exchange {

		/**
		 * Whether it is a request.
		 * @return false for a message
		 */
		boolean isRequest();

		/**
		 * Returns the name of its type at this node.
		 * @return the simple name of the class, which the application has registered
		 */
		String type();

		/**
		 * Returns the id of the peer.
		 * @return its {@link Peer#id()}
		 */
		String peer();

		/**
		 * Returns the identity of the peer.
		 * @return the id of its node, empty if the session proves none
		 */
		Optional<NodeId> identity();

		/**
		 * Whether this node names the peer's node: it is on an allow-list, or its id is
		 * part of an address that was dialled or is kept connected. Any other peer is a
		 * stranger.
		 * @return the answer at this moment
		 */
		boolean isPeerNamed();

	}

	/** The trace of one message or request at this node. */
	interface Trace {

		/**
		 * Returns the context to send along. Asked once, where something is sent.
		 * @return keys and values of printable ASCII characters; entries beyond 1,024
		 * bytes are left out
		 */
		default Map<String, String> context() {
			return Map.of();
		}

		/**
		 * Makes this trace the current one of the calling thread, which is about to call
		 * handlers.
		 * @return closed by the same thread after that
		 */
		default Scope open() {
			return () -> {
			};
		}

		/**
		 * Notes the exception for which it is about to end.
		 * @param failure the exception
		 */
		default void failed(Throwable failure) {
		}

		/**
		 * Ends the trace. Called once, by any thread.
		 * @param outcome the outcome
		 */
		void ended(Outcome outcome);

	}

	/** The time during which a trace is the current one of a thread. */
	@FunctionalInterface
	interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
