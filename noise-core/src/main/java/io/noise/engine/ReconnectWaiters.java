package io.noise.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.noise.NoiseException;
import io.noise.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Futures that wait until there is a peer at a kept address, each on behalf of one
 * registration. From any thread.
 */
final class ReconnectWaiters {

	private final Object lock = new Object();

	/** Guarded by the lock. */
	private final List<Waiter> waiting = new ArrayList<>();

	/** The last peer, which may be gone. Guarded by the lock. */
	private @Nullable Peer peer;

	/** A waiting future, and its owner. */
	private record Waiter(CompletableFuture<Peer> future, Object owner) {
	}

	/**
	 * Adds a future that waits.
	 * @param owner the registration on whose behalf it waits
	 * @return completed when a peer is connected
	 */
	CompletableFuture<Peer> add(Object owner) {
		CompletableFuture<Peer> waiter = new CompletableFuture<>();
		Peer there;
		synchronized (this.lock) {
			there = (this.peer != null && this.peer.isConnected()) ? this.peer : null;
			if (there == null) {
				this.waiting.add(new Waiter(waiter, owner));
			}
		}
		if (there != null) {
			waiter.complete(there);
		}
		return waiter;
	}

	/**
	 * Removes a future that waits.
	 */
	void remove(CompletableFuture<Peer> waiter) {
		take((one) -> one.future() == waiter);
	}

	/**
	 * Completes all futures with a peer whose first hooks have run, if it is connected.
	 */
	void connected(Peer there) {
		if (there.isConnected()) {
			synchronized (this.lock) {
				this.peer = there;
			}
			take((one) -> true).forEach((waiter) -> waiter.complete(there));
		}
	}

	/**
	 * Fails the futures of one registration.
	 */
	void end(Object owner, NoiseException why) {
		take((one) -> one.owner() == owner).forEach((waiter) -> waiter.completeExceptionally(why));
	}

	/**
	 * Fails all futures.
	 */
	void end(NoiseException why) {
		take((one) -> true).forEach((waiter) -> waiter.completeExceptionally(why));
	}

	private List<CompletableFuture<Peer>> take(Predicate<Waiter> which) {
		synchronized (this.lock) {
			List<Waiter> taken = this.waiting.stream().filter(which).toList();
			this.waiting.removeIf(which);
			return taken.stream().map(Waiter::future).toList();
		}
	}

	/**
	 * Returns the number of waiting futures.
	 */
	int size() {
		synchronized (this.lock) {
			return this.waiting.size();
		}
	}

}
