package io.noise.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.noise.DialException;
import io.noise.NodeTracer;
import io.noise.Peer;
import org.jspecify.annotations.Nullable;

/**
 * The result of one dial, and how far it has come. Each transition is atomic. From any
 * thread.
 */
final class DialResult {

	private enum Phase {

		/** No session is established yet. */
		CONNECTING,

		/** A session is established; back to connecting if it leads to no peer. */
		SETTING_UP,

		/** The dial has led to a peer, or failed. */
		OVER

	}

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.CONNECTING);

	private final CompletableFuture<Void> connecting = new CompletableFuture<>();

	private final CompletableFuture<Connection> shown = new CompletableFuture<>();

	private final CompletableFuture<Peer> peer = new CompletableFuture<>();

	private final AtomicReference<@Nullable Supplier<NodeTracer.Scope>> context = new AtomicReference<>();

	DialResult() {
		this.peer.whenComplete((made, failure) -> {
			this.phase.set(Phase.OVER);
			this.connecting.complete(null);
		});
	}

	/**
	 * Sets the context of the thread that dials.
	 */
	void calledIn(@Nullable Supplier<NodeTracer.Scope> captured) {
		this.context.set(captured);
	}

	@Nullable Supplier<NodeTracer.Scope> takeContext() {
		return this.context.getAndSet(null);
	}

	/**
	 * Completed when there is a session, or a failure.
	 */
	CompletableFuture<Void> connecting() {
		return this.connecting;
	}

	/**
	 * Completed in the new peer's lane when there is one, before its hooks run.
	 */
	CompletableFuture<Connection> shown() {
		return this.shown;
	}

	/**
	 * Completed in the new peer's lane when its first hooks have run; fails with a
	 * {@link DialException}.
	 */
	CompletableFuture<Peer> peer() {
		return this.peer;
	}

	/**
	 * Notes that the session is established.
	 * @return false if the dial is over
	 */
	boolean established() {
		boolean wanted = this.phase.compareAndSet(Phase.CONNECTING, Phase.SETTING_UP);
		this.connecting.complete(null);
		return wanted;
	}

	/**
	 * Notes that the session has ended without a peer, and another one may follow.
	 */
	void connectsAgain() {
		this.phase.compareAndSet(Phase.SETTING_UP, Phase.CONNECTING);
	}

	/**
	 * Notes that there is a peer, and its hooks are about to run.
	 */
	void shown(Connection connection) {
		this.phase.set(Phase.OVER);
		this.shown.complete(connection);
	}

	/**
	 * Notes that the first hooks of the peer have run.
	 */
	void ready(Peer made) {
		this.peer.complete(made);
	}

	/**
	 * Fails the dial, unless there is a session.
	 * @return false if there is, or the dial is over
	 */
	boolean failConnecting(DialException why) {
		return this.phase.compareAndSet(Phase.CONNECTING, Phase.OVER) && this.peer.completeExceptionally(why);
	}

	/**
	 * Fails the dial if there is a session, but no peer yet.
	 * @return false if there is no session, or the dial is over
	 */
	boolean failSetup(DialException why) {
		return this.phase.compareAndSet(Phase.SETTING_UP, Phase.OVER) && this.peer.completeExceptionally(why);
	}

	/**
	 * Fails the dial, unless the first hooks of its peer have run.
	 */
	void fail(DialException why) {
		this.peer.completeExceptionally(why);
	}

}
