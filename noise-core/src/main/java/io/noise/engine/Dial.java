package io.noise.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.noise.DialException;
import io.noise.Peer;
import io.noise.identity.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A dial under way.
 *
 * @param result the peer, or a {@link DialException}
 * @param attempt ends it; null where it has failed already
 * @param queue where it may wait
 */
record Dial(CompletableFuture<Peer> result, @Nullable DialAttempt attempt, DialQueue queue) {

	/**
	 * Completed in the new peer's lane when there is one, before its hooks run.
	 */
	CompletableFuture<Connection> shown() {
		return (this.attempt != null) ? this.attempt.shown() : new CompletableFuture<>();
	}

	/**
	 * The node that it led to, though there may be no peer.
	 */
	Optional<NodeId> reached() {
		return Optional.ofNullable(this.attempt).flatMap(DialAttempt::reached);
	}

	/**
	 * Ends it, unless it has led to a peer.
	 */
	void giveUp() {
		if (this.attempt != null) {
			this.attempt.giveUp();
		}
	}

	/**
	 * Gives it the next turn, if it waits for one.
	 */
	void hurry() {
		if (this.attempt != null) {
			this.queue.hurry(this.attempt);
		}
	}

	/**
	 * Ends it and what it has led to.
	 */
	void abandon() {
		if (this.attempt != null) {
			this.attempt.abandon();
		}
	}

}
