package io.noise.engine;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;

import io.noise.DialException;
import io.noise.session.channel.ChannelSession;

/**
 * Makes connections to other nodes.
 */
final class Dialer {

	private final NodeAddress node;

	private final ChannelSession session;

	private final DialQueue queue;

	private final DialAttempts factory;

	private final NodeHooks hooks;

	private final LongAdder failures;

	private final Set<DialAttempt> attempts = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	/**
	 * Dials nothing yet.
	 * @param node knows which addresses are the node's own
	 * @param session knows whether others prove their identities
	 * @param queue where dials wait
	 * @param factory makes attempts
	 * @param hooks told of dials that fail
	 * @param failures counts them
	 */
	Dialer(NodeAddress node, ChannelSession session, DialQueue queue, DialAttempts factory, NodeHooks hooks,
			LongAdder failures) {
		this.node = node;
		this.session = session;
		this.queue = queue;
		this.factory = factory;
		this.hooks = hooks;
		this.failures = failures;
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

	private Dial dial(String address, boolean keepsUp, int before) {
		Objects.requireNonNull(address, "address: null (expected: host:port or id@host:port)");
		try {
			DialAddress target = parse(address);
			if (this.closed) {
				throw Failures.closed(address);
			}
			if (this.node.isExternal(target.target())) {
				throw Failures.self(address);
			}
			return start(this.factory.attempt(new DialTarget(address, target, keepsUp, before)));
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
	DialAddress parse(String address) {
		try {
			DialAddress parsed = DialAddress.parse(address);
			if (parsed.pinned().isPresent() && this.session.identity().isEmpty()) {
				throw new IllegalArgumentException("an id is demanded, and session " + this.session.name()
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
			if (failure instanceof DialException ex && !(attempt.target().keepsUp() && Failures.gaveWay(ex))) {
				report(ex.address(), ex);
			}
		});
		this.queue.add(attempt);
		if (this.closed) {
			attempt.giveUp();
		}
		return new Dial(attempt.result(), attempt, this.queue);
	}

	private Dial failed(String address, DialException failure) {
		report(address, failure);
		return new Dial(CompletableFuture.failedFuture(failure), null, this.queue);
	}

	/**
	 * Counts a dial that failed, and tells hooks of it. One that gave way has not failed
	 * unless the reconnector says so. One of the node itself is told of and not counted:
	 * where all nodes have one list of addresses, it is no fault.
	 */
	void report(String address, DialException failure) {
		if (failure.reason() != DialException.Reason.SELF) {
			this.failures.increment();
		}
		this.hooks.dialFailed(address, failure);
	}

	/**
	 * Ends what has not led to a peer yet, and refuses what comes.
	 */
	void close() {
		this.closed = true;
		List.copyOf(this.attempts).forEach(DialAttempt::giveUp);
	}

}
