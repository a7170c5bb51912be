package io.noise.engine;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.BroadcastResult;
import io.noise.Dispatch;
import io.noise.MessageHandler;
import io.noise.Node;
import io.noise.NodeState;
import io.noise.NoiseException;
import io.noise.NotSentException;
import io.noise.Registration;
import io.noise.RequestHandler;
import io.noise.concurrent.Dependents;
import io.noise.message.EncodedMessage;
import io.noise.message.MessageRegistry;
import io.noise.session.channel.ChannelSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of a node: their types, its handlers, and broadcasts.
 */
final class NodeMessages {

	private static final Logger logger = LoggerFactory.getLogger(NodeMessages.class);

	private final MessageRegistry types;

	private final NodeHandlers handlers;

	private final ChannelSession session;

	private final AtomicBoolean warned = new AtomicBoolean();

	private volatile boolean inUse;

	private final ConnectionRegistry connections;

	private final Dependents dependents;

	private final NodeTracing tracing;

	NodeMessages(MessageRegistry types, NodeHandlers handlers, ChannelSession session, ConnectionRegistry connections,
			Dependents dependents, NodeTracing tracing) {
		this.types = types;
		this.handlers = handlers;
		this.session = session;
		this.connections = connections;
		this.dependents = dependents;
		this.tracing = tracing;
	}

	MessageRegistry types() {
		return this.types;
	}

	/**
	 * Adds a handler, which also receives the messages that wait for it.
	 */
	<T> Registration addHandler(Class<T> type, Dispatch dispatch, MessageHandler<? super T> handler) {
		Registration registration = this.handlers.messages().add(this.types.byClass(type).opcode(), dispatch, handler);
		this.connections.snapshot().forEach((connection) -> connection.conversation().handlers().nodeHandlerAdded());
		return registration;
	}

	/**
	 * Sets the request handler of a type.
	 */
	Registration addRequestHandler(Class<?> type, RequestHandler<?> handler) {
		Registration registration = this.handlers.requests().add(this.types.byClass(type), handler);
		warnIfInVain();
		return registration;
	}

	/**
	 * Returns the tracer of the node, where it has one.
	 */
	NodeTracing tracing() {
		return this.tracing;
	}

	/**
	 * Notes that the node is about to listen or dial.
	 */
	void begin() {
		this.inUse = true;
		warnIfInVain();
	}

	private void warnIfInVain() {
		if (this.inUse && !this.session.hasRequests() && !this.handlers.requests().isEmpty()
				&& this.warned.compareAndSet(false, true)) {
			logger.warn("There are request handlers, but the session {} has no requests, so they are never called "
					+ "(expected: the session secure)", this.session.name());
		}
	}

	/**
	 * Sends a message to all peers that are connected now.
	 * @param node the node
	 * @param away the kept addresses where no peer is connected
	 */
	CompletableFuture<BroadcastResult> broadcast(Node node, Object message, List<String> away) {
		Objects.requireNonNull(message, "message: null (expected: an object of a registered type)");
		try {
			List<ConnectedPeer> peers = this.connections.peers();
			// Checked after the peers are read, since they disappear while it closes.
			if (node.state() == NodeState.CLOSED) {
				throw new NotSentException("broadcast: " + node + " is closed (expected: before its end)", null);
			}
			EncodedMessage encoded = EncodedMessage.of(this.types, message);
			return Broadcast.send(peers, away, encoded, this.dependents);
		}
		catch (NoiseException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

}
