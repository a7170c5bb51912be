package io.noise.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import io.noise.NoiseException;
import io.noise.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait until there is a peer at a kept address, each on behalf of somebody who
 * may want it no more.
 */
final class ReconnectWaiters {

	private final ReentrantLock lock = new ReentrantLock();

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
		this.lock.lock();
		try {
			there = (this.peer != null && this.peer.isConnected()) ? this.peer : null;
			if (there == null) {
				this.waiting.add(new Waiter(waiter, owner));
			}
		}
		finally {
			this.lock.unlock();
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
			this.lock.lock();
			try {
				this.peer = there;
			}
			finally {
				this.lock.unlock();
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
		this.lock.lock();
		try {
			List<Waiter> taken = this.waiting.stream().filter(which).toList();
			this.waiting.removeIf(which);
			return taken.stream().map(Waiter::future).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * How many wait.
	 */
	int size() {
		this.lock.lock();
		try {
			return this.waiting.size();
		}
		finally {
			this.lock.unlock();
		}
	}

}
