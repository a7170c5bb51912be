package io.noise.engine;

import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.noise.NodeTracer;
import io.noise.identity.NodeId;
import io.noise.message.MessageType;
import io.noise.message.ReceivedMessage;
import io.noise.message.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * Begins the traces of the messages and requests of one connection, where the node has a
 * tracer.
 */
final class ConversationTraces {

	/**
	 * The most messages that may wait when the context of another one is kept: the bound
	 * of the receive queue does not count contexts. Open requests have their own bound.
	 */
	private static final int MAX_WAITING = 1024;

	private final NodeTracing node;

	private final ConnectionId id;

	private final Supplier<Optional<NodeId>> identity;

	/** Whether the address that was dialled has the id of the node there. */
	private final boolean pinned;

	ConversationTraces(NodeTracing node, ConnectionId id, Supplier<Optional<NodeId>> identity, boolean pinned) {
		this.node = node;
		this.id = id;
		this.identity = identity;
		this.pinned = pinned;
	}

	// --- out

	/**
	 * Begins the trace of a message that is sent.
	 * @return null if messages are not traced
	 */
	@Nullable ConversationTrace ofMessage(MessageType<?> type) {
		NodeTracer tracer = this.node.ofMessages();
		return (tracer != null) ? sending(tracer, new Traced(false, type)) : null;
	}

	/**
	 * Begins the trace of a request that is sent.
	 * @return null if requests are not traced
	 */
	@Nullable ConversationTrace ofRequest(MessageType<?> type) {
		NodeTracer tracer = this.node.ofRequests();
		return (tracer != null) ? sending(tracer, new Traced(true, type)) : null;
	}

	private static @Nullable ConversationTrace sending(NodeTracer tracer, Traced what) {
		try {
			return guard(tracer.sending(what));
		}
		catch (RuntimeException ex) {
			TraceScope.ignore(ex);
			return null;
		}
	}

	private static @Nullable ConversationTrace guard(NodeTracer.@Nullable Trace trace) {
		return (trace != null) ? new ConversationTrace(trace) : null;
	}

	// --- in

	/**
	 * Keeps the extensions of a message until it is handled, if they are wanted then. On
	 * the event loop.
	 * @param waiting counts the messages that wait
	 */
	void keep(ReceivedMessage received, ByteBuf extensions, IntSupplier waiting) {
		boolean wanted = received.isRequest() ? this.node.ofRequests() != null
				: this.node.ofMessages() != null && waiting.getAsInt() < MAX_WAITING;
		if (wanted) {
			received.extend(ByteBufUtil.getBytes(extensions));
		}
	}

	/**
	 * Begins the trace of a message or request whose handler is about to run.
	 * @return null if it is not traced
	 */
	@Nullable ConversationTrace ofReceived(ReceivedMessage received) {
		NodeTracer tracer = received.isRequest() ? this.node.ofRequests() : this.node.ofMessages();
		if (tracer == null) {
			return null;
		}
		try {
			byte[] extensions = received.extensions();
			Map<String, String> context = (extensions.length > 0) ? TraceContext.decode(extensions) : Map.of();
			return guard(tracer.handling(new Traced(received.isRequest(), received.type()), context));
		}
		catch (RuntimeException ex) {
			TraceScope.ignore(ex);
			return null;
		}
	}

	/** A message or request of the connection, as its tracer sees it. */
	private final class Traced implements NodeTracer.Exchange {

		private final boolean request;

		private final MessageType<?> type;

		Traced(boolean request, MessageType<?> type) {
			this.request = request;
			this.type = type;
		}

		@Override
		public boolean isRequest() {
			return this.request;
		}

		@Override
		public String type() {
			return this.type.type().getSimpleName();
		}

		@Override
		public String peer() {
			return ConversationTraces.this.id.text();
		}

		@Override
		public Optional<NodeId> identity() {
			return ConversationTraces.this.identity.get();
		}

		@Override
		public boolean isPeerNamed() {
			Optional<NodeId> other = identity();
			return other.isPresent()
					&& (ConversationTraces.this.pinned || ConversationTraces.this.node.names(other.get()));
		}

		@Override
		public String toString() {
			return (this.request ? "request " : "message ") + this.type;
		}

	}

}
