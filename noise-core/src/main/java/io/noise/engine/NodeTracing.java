package io.noise.engine;

import java.util.function.Predicate;
import java.util.function.Supplier;

import io.noise.NodeTracer;
import io.noise.Registration;
import io.noise.identity.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The tracer of a node, where it has one, and the nodes that it names. From any thread.
 */
final class NodeTracing {

	private final Predicate<NodeId> listed;

	/** Set when the node is put together. */
	private volatile Predicate<NodeId> pinned = (id) -> false;

	private volatile @Nullable NodeTracer requests;

	private volatile @Nullable NodeTracer messages;

	/**
	 * Creates it without a tracer.
	 * @param listed whether a node is on the node's allow-list
	 */
	NodeTracing(Predicate<NodeId> listed) {
		this.listed = listed;
	}

	/**
	 * Sets the nodes whose ids are part of addresses that are kept connected.
	 */
	void pinnedBy(Predicate<NodeId> keptAddresses) {
		this.pinned = keptAddresses;
	}

	/**
	 * Sets the tracer.
	 * @throws IllegalStateException if there is one
	 */
	synchronized Registration set(NodeTracer tracer) {
		if (this.requests != null) {
			throw new IllegalStateException("tracer: the node has one, " + this.requests + " (expected: one a node)");
		}
		this.messages = tracer.tracesMessages() ? tracer : null;
		this.requests = tracer;
		return () -> remove(tracer);
	}

	private synchronized void remove(NodeTracer tracer) {
		if (this.requests == tracer) {
			this.requests = null;
			this.messages = null;
		}
	}

	/** Returns the tracer of requests. */
	@Nullable NodeTracer ofRequests() {
		return this.requests;
	}

	/** Returns the tracer of messages. */
	@Nullable NodeTracer ofMessages() {
		return this.messages;
	}

	/**
	 * Captures the context of the calling thread.
	 * @return null if there is none
	 */
	@Nullable Supplier<NodeTracer.Scope> capture() {
		NodeTracer tracer = this.requests;
		try {
			return (tracer != null) ? tracer.capture() : null;
		}
		catch (RuntimeException ex) {
			TraceScope.ignore(ex);
			return null;
		}
	}

	/**
	 * Whether this node names another one.
	 */
	boolean names(NodeId other) {
		return this.listed.test(other) || this.pinned.test(other);
	}

}
