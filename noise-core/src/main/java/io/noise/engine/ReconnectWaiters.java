package io.noise.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.noise.NoiseException;
import io.noise.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait until there is a peer at a kept address, each on behalf of somebody who
 * may want it no more.
 */
final class ReconnectWaiters {

	private final Object lock = new Object();

	/** Guarded by the lock. */
	private final List<Waiter> waiting = new ArrayList<>();

	/** The last one; it may be gone. Guarded by the lock. */
	private @Nullable Peer peer;

	/** One that waits, and for whom. */
	private record Waiter(CompletableFuture<Peer> future, Object owner) {
	}

	/**
	 * One more waits.
	 * @param owner for whom
	 * @return completed when there is a peer that is connected
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
	 * One waits no longer.
	 */
	void remove(CompletableFuture<Peer> waiter) {
		take((one) -> one.future() == waiter);
	}

	/**
	 * There is a peer whose first hooks have run.
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
	 * Somebody wants it no more.
	 */
	void end(Object whose, NoiseException why) {
		take((one) -> one.owner() == whose).forEach((waiter) -> waiter.completeExceptionally(why));
	}

	/**
	 * Nobody can have it any more.
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
	 * How many wait.
	 */
	int size() {
		synchronized (this.lock) {
			return this.waiting.size();
		}
	}

}
