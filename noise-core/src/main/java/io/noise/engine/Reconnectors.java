package io.noise.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.DialException;
import io.noise.KeptAddress;
import io.noise.KeptConnection;
import io.noise.Peer;
import io.noise.concurrent.NodeRuntime;
import io.noise.identity.NodeId;

/**
 * The addresses to which a node keeps connected. An address is kept once, however many
 * registrations it has, until the last of them is closed. An address with an id and one
 * without are not the same. From any thread.
 */
final class Reconnectors {

	private final Object node;

	private final String session;

	private final Dialer dialer;

	private final DialCrossings crossedDials;

	private final NodeRuntime runtime;

	private final Object lock = new Object();

	/** Guarded by the lock. */
	private final Map<String, Entry> entries = new LinkedHashMap<>();

	/** Guarded by the lock. */
	private boolean closed;

	/**
	 * Creates it without addresses.
	 * @param node the node, as the log names it
	 * @param session its kind of session
	 * @param dialer dials the addresses
	 * @param crossedDials knows the connections of nodes that dial this one
	 * @param runtime runs the timers and the users' dependents of futures
	 */
	Reconnectors(Object node, String session, Dialer dialer, DialCrossings crossedDials, NodeRuntime runtime) {
		this.node = node;
		this.session = session;
		this.dialer = dialer;
		this.crossedDials = crossedDials;
		this.runtime = runtime;
	}

	/**
	 * Keeps an address connected.
	 * @throws DialException if the text is no address, or the node is closed
	 */
	KeptAddress keep(String address) {
		String key = this.dialer.parse(address).toString();
		Entry entry;
		boolean first;
		synchronized (this.lock) {
			if (this.closed) {
				throw Failures.closed(address);
			}
			first = !this.entries.containsKey(key);
			entry = this.entries.computeIfAbsent(key, (k) -> new Entry(reconnector(address)));
			entry.registrations++;
		}
		if (first) {
			entry.reconnector.start();
		}
		return new Kept(key, address, entry);
	}

	private Reconnector reconnector(String address) {
		return new Reconnector(this.node, address, this.session, this.dialer, this.crossedDials, this.runtime);
	}

	private void release(String key, Entry entry) {
		synchronized (this.lock) {
			if (--entry.registrations > 0) {
				return;
			}
			this.entries.remove(key, entry);
		}
		entry.reconnector.close();
	}

	List<KeptConnection> snapshot() {
		return reconnectors().stream().map(Reconnector::snapshot).toList();
	}

	/**
	 * Returns the addresses where no peer is connected.
	 */
	List<String> away() {
		return reconnectors().stream().filter(Reconnector::isAway).map(Reconnector::toString).toList();
	}

	/**
	 * Whether the id of a node is part of an address.
	 */
	boolean pins(NodeId node) {
		String start = node + "@";
		synchronized (this.lock) {
			return this.entries.keySet().stream().anyMatch((address) -> address.startsWith(start));
		}
	}

	private List<Reconnector> reconnectors() {
		synchronized (this.lock) {
			return this.entries.values().stream().map((entry) -> entry.reconnector).toList();
		}
	}

	/**
	 * Keeps no address any more. Connected peers stay.
	 */
	void close() {
		List<Reconnector> ended;
		synchronized (this.lock) {
			this.closed = true;
			ended = reconnectors();
			this.entries.clear();
		}
		ended.forEach((reconnector) -> {
			reconnector.close();
			reconnector.waiters().end(Failures.closed(reconnector.toString()));
		});
	}

	private boolean isClosed() {
		synchronized (this.lock) {
			return this.closed;
		}
	}

	/** A registration of an address. */
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
				this.entry.reconnector.redialNow();
			}
		}

		@Override
		public CompletableFuture<Peer> whenConnected() {
			ReconnectWaiters waiters = this.entry.reconnector.waiters();
			CompletableFuture<Peer> waiter = waiters.add(this);
			if (this.released.get() || isClosed()) {
				waiters.end(this, notKept());
			}
			return Reconnectors.this.runtime.dependents().handOut(waiter, () -> waiters.remove(waiter));
		}

		private DialException notKept() {
			return new DialException(this.address, DialException.Reason.CLOSED,
					"the address is not kept connected any more", null);
		}

		@Override
		public void close() {
			if (this.released.compareAndSet(false, true)) {
				release(this.key, this.entry);
				this.entry.reconnector.waiters().end(this, notKept());
			}
		}

		@Override
		public String toString() {
			return "KeptAddress[" + this.address + "]";
		}

	}

	/** A kept address, and the number of its registrations. */
	private static final class Entry {

		private final Reconnector reconnector;

		/** Guarded by the lock. */
		private int registrations;

		Entry(Reconnector reconnector) {
			this.reconnector = reconnector;
		}

	}

}
