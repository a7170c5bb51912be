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
 * @param result completed with the peer, or fails with a {@link DialException}
 * @param attempt the attempt; null where the dial failed before there was one
 * @param queue the queue in which it may wait
 */
record Dial(CompletableFuture<Peer> result, @Nullable DialAttempt attempt, DialQueue queue) {

	/**
	 * Completed in the new peer's lane when there is one, before its hooks run.
	 */
	CompletableFuture<Connection> shown() {
		return (this.attempt != null) ? this.attempt.shown() : new CompletableFuture<>();
	}

	/**
	 * The node that has proven its identity, though there may be no peer.
	 */
	Optional<NodeId> reached() {
		return Optional.ofNullable(this.attempt).flatMap(DialAttempt::reached);
	}

	/**
	 * Ends the dial, unless it has led to a session.
	 */
	void giveUp() {
		if (this.attempt != null) {
			this.attempt.giveUp();
		}
	}

	/**
	 * Gives the dial the next turn, if it waits for one.
	 */
	void hurry() {
		if (this.attempt != null) {
			this.queue.hurry(this.attempt);
		}
	}

	/**
	 * Ends the dial and its connection.
	 */
	void abandon() {
		if (this.attempt != null) {
			this.attempt.abandon();
		}
	}

}
