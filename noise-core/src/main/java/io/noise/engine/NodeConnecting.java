package io.noise.engine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.noise.KeptAddress;
import io.noise.KeptConnection;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.Registration;
import io.noise.concurrent.Dependents;
import io.noise.concurrent.EventLoopThread;

/**
 * The calls by which users connect a node to others: listen, dial once, with or without
 * waiting, and keep connected. All refuse while the node is held back.
 */
final class NodeConnecting {

	private final Listener listener;

	private final Dialer dialer;

	private final Reconnectors keptAddresses;

	private final NodeHoldBacks holdBacks;

	private final Dependents dependents;

	private final NodeTracing tracing;

	NodeConnecting(Listener listener, Dialer dialer, Reconnectors keptAddresses, NodeHoldBacks holdBacks,
			Dependents dependents, NodeTracing tracing) {
		this.listener = listener;
		this.dialer = dialer;
		this.keptAddresses = keptAddresses;
		this.holdBacks = holdBacks;
		this.dependents = dependents;
		this.tracing = tracing;
	}

	Registration holdBack(String until) {
		return this.holdBacks.add(Objects.requireNonNull(until, "until: null (expected: words)"));
	}

	/**
	 * Binds the port and begins to accept. Blocks until that is done.
	 * @param bound run then
	 */
	void listen(Runnable bound) {
		this.holdBacks.check("listen");
		this.listener.listen(bound);
	}

	/**
	 * Dials, and blocks until the first hooks of the peer have run.
	 */
	Peer dial(String address) {
		String what = "dial " + address;
		EventLoopThread.refuse(what);
		this.holdBacks.check(what);
		Dial dial = this.dialer.dial(address, this.tracing.capture());
		try {
			return Blocking.await(dial.result(), what);
		}
		catch (NoiseException ex) {
			// An interrupted caller does not want the peer any more.
			dial.abandon();
			throw ex;
		}
	}

	/**
	 * Dials without waiting.
	 * @return completed when the first hooks of the peer have run
	 */
	CompletableFuture<Peer> dialAsync(String address) {
		Optional<IllegalStateException> refusal = this.holdBacks.refusal("dial " + address);
		if (refusal.isPresent()) {
			return CompletableFuture.failedFuture(refusal.get());
		}
		Dial dial = this.dialer.dial(address, this.tracing.capture());
		return this.dependents.handOut(dial.result(), dial::abandon);
	}

	/**
	 * Dials without waiting.
	 * @return completed when there is a peer, before its hooks run
	 */
	CompletableFuture<Peer> reachAsync(String address) {
		Optional<IllegalStateException> refusal = this.holdBacks.refusal("dial " + address);
		if (refusal.isPresent()) {
			return CompletableFuture.failedFuture(refusal.get());
		}
		Dial dial = this.dialer.dial(address, this.tracing.capture());
		CompletableFuture<Peer> reached = new CompletableFuture<>();
		dial.shown().thenAccept((connection) -> reached.complete(connection.conversation().peer()));
		dial.result().whenComplete((peer, failure) -> {
			if (failure != null) {
				reached.completeExceptionally(failure);
			}
		});
		return this.dependents.handOut(reached, dial::abandon);
	}

	KeptAddress keepConnected(String address) {
		this.holdBacks.check("keep connected to " + address);
		return this.keptAddresses.keep(Objects.requireNonNull(address, "address: null (expected: host:port)"));
	}

	List<KeptConnection> keptConnections() {
		return this.keptAddresses.snapshot();
	}

	/**
	 * Returns the kept addresses where no peer is connected.
	 */
	List<String> away() {
		return this.keptAddresses.away();
	}

}
