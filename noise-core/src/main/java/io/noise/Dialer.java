package io.noise;

import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

import io.noise.DialException.Reason;
import io.noise.transport.HostPort;

/**
 * Makes connections to other nodes.
 */
final class Dialer {

	private final NodeContext context;

	private final Listener listener;

	private final Set<DialAttempt> attempts = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	Dialer(NodeContext context, Listener listener) {
		this.context = context;
		this.listener = listener;
	}

	/** A dial under way: its result, and how to end it. */
	record Dial(CompletableFuture<Peer> result, Runnable cancellation) {

		void cancel() {
			this.cancellation.run();
		}

	}

	/**
	 * Begins to dial. Never throws for what may be wrong with the address or the node.
	 */
	Dial dial(String address) {
		Objects.requireNonNull(address, "address: null (expected: host:port)");
		try {
			HostPort target = parse(address);
			if (this.closed) {
				throw closed(address);
			}
			if (target.toString().equals(this.listener.externalAddress())) {
				throw self(address);
			}
			return start(new DialAttempt(this, this.context, address, target));
		}
		catch (DialException ex) {
			return failed(address, ex);
		}
		catch (RejectedExecutionException ex) {
			return failed(address, closed(address));
		}
	}

	/**
	 * Reads an address.
	 * @throws DialException if it is none
	 */
	static HostPort parse(String address) {
		try {
			return HostPort.parse(address);
		}
		catch (IllegalArgumentException ex) {
			throw new DialException(address, Reason.INVALID_ADDRESS, String.valueOf(ex.getMessage()), null);
		}
	}

	private Dial start(DialAttempt attempt) {
		this.attempts.add(attempt);
		attempt.result().whenComplete((peer, failure) -> {
			this.attempts.remove(attempt);
			if (failure instanceof DialException ex) {
				report(ex.address(), ex);
			}
		});
		attempt.start();
		if (this.closed) {
			attempt.cancel();
		}
		return new Dial(attempt.result(), attempt::cancel);
	}

	private Dial failed(String address, DialException failure) {
		report(address, failure);
		return new Dial(CompletableFuture.failedFuture(failure), () -> {
		});
	}

	private void report(String address, DialException failure) {
		this.context.runtime().counters().dialFailures().increment();
		Lane lane = this.context.lane();
		lane.execute(() -> this.context.hooks().dialFailed.run(lane,
				(hook) -> hook.handle(this.context.node(), address, failure)));
	}

	boolean isOwn(SocketAddress address) {
		return this.listener.isBoundTo(address);
	}

	DialException self(String address) {
		return new DialException(address, Reason.SELF, "that is this node itself (expected: another node)", null);
	}

	DialException closed(String address) {
		return new DialException(address, Reason.CLOSED, "this node takes no new peers, or the dial was cancelled",
				null);
	}

	/**
	 * Ends what is under way and refuses what comes.
	 */
	void close() {
		this.closed = true;
		List.copyOf(this.attempts).forEach(DialAttempt::cancel);
	}

}
