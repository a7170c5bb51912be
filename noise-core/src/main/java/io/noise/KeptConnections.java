package io.noise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The addresses that a node keeps connected to. An address is kept once, however many
 * registrations want it, and until the last of them is closed. With and without an id
 * that must be there, it is not the same address.
 */
final class KeptConnections {

	private final NodeContext context;

	private final Dialer dialer;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, Entry> entries = new LinkedHashMap<>();

	private boolean closed;

	KeptConnections(NodeContext context, Dialer dialer) {
		this.context = context;
		this.dialer = dialer;
	}

	/**
	 * Keeps an address connected.
	 * @throws DialException if it is not an address, or the node is closed
	 */
	KeptAddress keep(String address) {
		String key = this.dialer.parse(address).toString();
		Entry entry;
		boolean first;
		this.lock.lock();
		try {
			if (this.closed) {
				throw Failures.closed(address);
			}
			first = !this.entries.containsKey(key);
			entry = this.entries.computeIfAbsent(key, (k) -> new Entry(new Keeper(this.context, this.dialer, address)));
			entry.users++;
		}
		finally {
			this.lock.unlock();
		}
		if (first) {
			entry.keeper.start();
		}
		return new Kept(key, address, entry);
	}

	private void release(String key, Entry entry) {
		this.lock.lock();
		try {
			if (--entry.users > 0) {
				return;
			}
			this.entries.remove(key, entry);
		}
		finally {
			this.lock.unlock();
		}
		entry.keeper.close();
	}

	List<KeptConnection> snapshot() {
		return keepers().stream().map(Keeper::snapshot).toList();
	}

	/**
	 * The addresses where no peer is connected.
	 */
	List<String> away() {
		return keepers().stream().filter(Keeper::isAway).map(Keeper::toString).toList();
	}

	private List<Keeper> keepers() {
		this.lock.lock();
		try {
			return this.entries.values().stream().map((entry) -> entry.keeper).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Keeps nothing any more.
	 */
	void close() {
		List<Keeper> ended;
		this.lock.lock();
		try {
			this.closed = true;
			ended = keepers();
			this.entries.clear();
		}
		finally {
			this.lock.unlock();
		}
		ended.forEach((keeper) -> {
			keeper.close();
			keeper.waiters().end(Failures.closed(keeper.toString()));
		});
	}

	private boolean isClosed() {
		this.lock.lock();
		try {
			return this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** One registration of an address. */
	private final class Kept implements KeptAddress {

		private final String key;

		private final String address;

		private final Entry entry;

		private final AtomicBoolean released = new AtomicBoolean();

		Kept(String key, String address, Entry entry) {
			this.key = key;
			this.address = address;
			this.entry = entry;
		}

		@Override
		public String address() {
			return this.address;
		}

		@Override
		public void redialNow() {
			if (!this.released.get()) {
				this.entry.keeper.redialNow();
			}
		}

		@Override
		public CompletableFuture<Peer> whenConnected() {
			KeptWaiters waiters = this.entry.keeper.waiters();
			CompletableFuture<Peer> waiter = waiters.add(this);
			if (this.released.get() || isClosed()) {
				waiters.end(this, notKept());
			}
			return KeptConnections.this.context.runtime().handOut(waiter, () -> waiters.remove(waiter));
		}

		private DialException notKept() {
			return new DialException(this.address, DialException.Reason.CLOSED, "the address is kept connected no more",
					null);
		}

		@Override
		public void close() {
			if (this.released.compareAndSet(false, true)) {
				release(this.key, this.entry);
				this.entry.keeper.waiters().end(this, notKept());
			}
		}

		@Override
		public String toString() {
			return "KeptAddress[" + this.address + "]";
		}

	}

	private static final class Entry {

		private final Keeper keeper;

		private int users;

		Entry(Keeper keeper) {
			this.keeper = keeper;
		}

	}

}
