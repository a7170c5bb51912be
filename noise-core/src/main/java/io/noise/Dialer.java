package io.noise;

import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

import io.noise.identity.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections to other nodes.
 */
final class Dialer {

	private final NodeContext context;

	private final Listener listener;

	private final Set<DialAttempt> attempts = ConcurrentHashMap.newKeySet();

	private final DialQueue queue;

	private volatile boolean closed;

	Dialer(NodeContext context, Listener listener) {
		this.context = context;
		this.listener = listener;
		this.queue = new DialQueue(context);
	}

	/**
	 * A dial under way.
	 *
	 * @param result the peer, or a {@link DialException}
	 * @param attempt how to end it; null where it has failed already
	 */
	record Dial(CompletableFuture<Peer> result, @Nullable DialAttempt attempt) {

		/**
		 * Completed in the new peer's lane when there is one, before its hooks run.
		 */
		CompletableFuture<Connection> shown() {
			return (this.attempt != null) ? this.attempt.shown() : new CompletableFuture<>();
		}

		/**
		 * Whom it led to, though there may be no peer.
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
				this.attempt.hurry();
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

	/**
	 * Begins to dial. Never throws for what may be wrong with the address or the node.
	 */
	Dial dial(String address) {
		return dial(address, false, 0);
	}

	/**
	 * Begins to dial, for somebody who goes on dialling until there is a peer, and again
	 * when it is lost.
	 * @param failures how many of its dials have failed since the last success
	 */
	Dial keep(String address, int failures) {
		return dial(address, true, failures);
	}

	private Dial dial(String address, boolean keepsUp, int failures) {
		Objects.requireNonNull(address, "address: null (expected: host:port or id@host:port)");
		try {
			PeerAddress target = parse(address);
			if (this.closed) {
				throw Failures.closed(address);
			}
			if (this.listener.isExternal(target.target())) {
				throw Failures.self(address);
			}
			return start(new DialAttempt(this, this.context, address, target, keepsUp, failures));
		}
		catch (DialException ex) {
			return failed(address, ex);
		}
		catch (RejectedExecutionException ex) {
			return failed(address, Failures.closed(address));
		}
		catch (IllegalStateException ex) {
			// No event loops can be had.
			return failed(address,
					new DialException(address, DialException.Reason.LIMIT, String.valueOf(ex.getMessage()), ex));
		}
	}

	/**
	 * Reads an address.
	 * @throws DialException if it is none, or demands a proof that the node's kind of
	 * session does not give: no dial could mend that
	 */
	PeerAddress parse(String address) {
		try {
			PeerAddress parsed = PeerAddress.parse(address);
			if (parsed.pinned().isPresent() && !this.context.settings().provesIdentities()) {
				throw new IllegalArgumentException(
						"an id is demanded, and session " + this.context.settings().session().name()
								+ " proves none (expected: host:port, or session secure)");
			}
			return parsed;
		}
		catch (IllegalArgumentException ex) {
			throw Failures.invalidAddress(address, ex);
		}
	}

	private Dial start(DialAttempt attempt) {
		this.attempts.add(attempt);
		attempt.result().whenComplete((peer, failure) -> {
			this.attempts.remove(attempt);
			if (failure instanceof DialException ex && !(attempt.keepsUp() && Failures.gaveWay(ex))) {
				report(ex.address(), ex);
			}
		});
		this.queue.add(attempt);
		if (this.closed) {
			attempt.giveUp();
		}
		return new Dial(attempt.result(), attempt);
	}

	private Dial failed(String address, DialException failure) {
		report(address, failure);
		return new Dial(CompletableFuture.failedFuture(failure), null);
	}

	/**
	 * Counts a dial that failed, and tells hooks of it. One that gave way has not failed
	 * unless who keeps the connection up says so. One of the node itself is told of and
	 * not counted: where all nodes have one list of addresses, it is no fault.
	 */
	void report(String address, DialException failure) {
		if (failure.reason() != DialException.Reason.SELF) {
			this.context.runtime().counters().dialFailures().increment();
		}
		Lane lane = this.context.lane();
		lane.execute(() -> this.context.hooks().dialFailed.run(lane,
				(hook) -> hook.handle(this.context.node(), address, failure)));
	}

	void hurry(DialAttempt attempt) {
		this.queue.hurry(attempt);
	}

	boolean isOwn(SocketAddress address) {
		return this.listener.isBoundTo(address);
	}

	/**
	 * Ends what has not led to a peer yet, and refuses what comes.
	 */
	void close() {
		this.closed = true;
		List.copyOf(this.attempts).forEach(DialAttempt::giveUp);
	}

}
