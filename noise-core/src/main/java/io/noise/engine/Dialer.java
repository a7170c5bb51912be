package io.noise.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.noise.DialException;
import io.noise.NodeTracer;
import io.noise.session.channel.ChannelSession;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections to other nodes.
 */
final class Dialer {

	private final NodeAddress node;

	private final ChannelSession session;

	private final DialQueue queue;

	private final DialAttempts newAttempts;

	private final NodeHooks hooks;

	private final NodeReports reports;

	/** The attempts under way, the oldest first. Guarded by itself. */
	private final Set<DialAttempt> attempts = new LinkedHashSet<>();

	private volatile boolean closed;

	/**
	 * Creates a dialer without dials.
	 * @param node knows the node's own addresses
	 * @param session knows whether other nodes prove their identities
	 * @param queue the queue in which dials wait
	 * @param newAttempts creates attempts
	 * @param hooks run when a dial fails
	 * @param reports counts dials that fail
	 */
	Dialer(NodeAddress node, ChannelSession session, DialQueue queue, DialAttempts newAttempts, NodeHooks hooks,
			NodeReports reports) {
		this.node = node;
		this.session = session;
		this.queue = queue;
		this.newAttempts = newAttempts;
		this.hooks = hooks;
		this.reports = reports;
	}

	/**
	 * Begins to dial for the application. Whatever is wrong with the address or the node
	 * is a failure of the result, not thrown.
	 * @param context the context of the calling thread, null for none
	 */
	Dial dial(String address, @Nullable Supplier<NodeTracer.Scope> context) {
		return dial(address, false, 0, context);
	}

	/**
	 * Begins to dial a kept address, which is dialled again until there is a peer, and
	 * when that is lost.
	 * @param failures the number of its dials that have failed since the last success
	 */
	Dial keep(String address, int failures) {
		return dial(address, true, failures, null);
	}

	private Dial dial(String address, boolean keepsUp, int before, @Nullable Supplier<NodeTracer.Scope> context) {
		Objects.requireNonNull(address, "address: null (expected: host:port or id@host:port)");
		try {
			DialAddress target = parse(address);
			if (this.closed) {
				throw Failures.closed(address);
			}
			if (this.node.isExternal(target.target())) {
				throw Failures.self(address);
			}
			DialAttempt attempt = this.newAttempts.attempt(new DialTarget(address, target, keepsUp, before));
			attempt.calledIn(context);
			return start(attempt);
		}
		catch (DialException ex) {
			return failed(address, ex);
		}
		catch (RejectedExecutionException ex) {
			return failed(address, Failures.closed(address));
		}
		catch (IllegalStateException ex) {
			// There are no event loops.
			return failed(address,
					new DialException(address, DialException.Reason.LIMIT, String.valueOf(ex.getMessage()), ex));
		}
	}

	/**
	 * Parses an address.
	 * @throws DialException if the text is no address, or requires an id that the node's
	 * kind of session does not prove, so that no dial could succeed
	 */
	DialAddress parse(String address) {
		try {
			DialAddress parsed = DialAddress.parse(address);
			if (parsed.pinned().isPresent() && this.session.identity().isEmpty()) {
				throw new IllegalArgumentException("an id is required, and session " + this.session.name()
						+ " proves none (expected: host:port, or session secure)");
			}
			return parsed;
		}
		catch (IllegalArgumentException ex) {
			throw Failures.invalidAddress(address, ex);
		}
	}

	private Dial start(DialAttempt attempt) {
		synchronized (this.attempts) {
			this.attempts.add(attempt);
		}
		attempt.result().whenComplete((peer, failure) -> {
			synchronized (this.attempts) {
				this.attempts.remove(attempt);
			}
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
	 * Counts a dial that failed, and runs the hooks for it. A kept address whose dial
	 * gave way to another connection has not failed, unless the reconnector reports it. A
	 * dial of the node itself runs hooks and is not counted: where all nodes have one
	 * list of addresses, it is no fault.
	 */
	void report(String address, DialException failure) {
		this.reports.dialFailed(failure.reason());
		this.hooks.dialFailed(address, failure);
	}

	/**
	 * Ends the dials that have not led to a session yet, and refuses new ones.
	 */
	void close() {
		this.closed = true;
		List<DialAttempt> pending;
		synchronized (this.attempts) {
			pending = List.copyOf(this.attempts);
		}
		pending.forEach(DialAttempt::giveUp);
	}

}
