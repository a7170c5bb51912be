package io.noise.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.noise.Peer;

/**
 * One end of a connection: which hooks ran there, and which messages were taken, by
 * handlers and by {@code receive}. The peer carries it as metadata.
 */
final class End {

	private static final String KEY = "end";

	private static final AtomicLong clock = new AtomicLong();

	/**
	 * A message that was taken at some moment between two ticks.
	 */
	record Taken(Item item, long since, long until) {
	}

	private final Peer peer;

	private final AtomicInteger running = new AtomicInteger();

	private final List<Taken> taken = new ArrayList<>();

	private final List<String> hooks = new ArrayList<>();

	private final List<String> faults = new ArrayList<>();

	/** Which handler had which message. */
	private final Set<String> handled = new HashSet<>();

	private String lastHandled = "";

	/** When the hook or handler before this one ended. */
	private long free;

	private boolean over;

	private End(Peer peer) {
		this.peer = peer;
	}

	/** The end that a peer stands for. */
	static End of(Peer peer) {
		return (End) peer.loadOrStore(KEY, new End(peer));
	}

	static long tick() {
		return clock.incrementAndGet();
	}

	Peer peer() {
		return this.peer;
	}

	/** A hook or handler begins. */
	private void enter(String what) {
		if (this.running.incrementAndGet() != 1) {
			fault(what + " runs beside another hook or handler");
		}
		if (Thread.currentThread().isInterrupted()) {
			fault(what + " begins interrupted");
		}
	}

	private void leave() {
		synchronized (this) {
			this.free = tick();
		}
		this.running.decrementAndGet();
	}

	void hook(String name) {
		enter(name);
		synchronized (this) {
			this.hooks.add(name);
		}
		leave();
	}

	/**
	 * A handler has a message.
	 * @param handler its name
	 * @param item the message
	 * @param then what the handler does with it
	 */
	void handle(String handler, Item item, Runnable then) {
		enter("handler " + handler);
		synchronized (this) {
			if (!this.hooks.contains("init")) {
				fault(item.name() + " is handled before the first hooks");
			}
			if (this.hooks.contains("onDisconnect")) {
				fault(item.name() + " is handled after the disconnect hooks");
			}
			if (this.over) {
				fault(item.name() + " is handled though disconnect() has returned");
			}
			if (!this.handled.add(handler + " " + item.name())) {
				fault(item.name() + " comes twice to handler " + handler);
			}
			if (!item.name().equals(this.lastHandled)) {
				this.lastHandled = item.name();
				take(item, this.free);
			}
		}
		try {
			then.run();
		}
		finally {
			leave();
		}
	}

	/** A message was received by a call that began at a tick. */
	synchronized void received(Item item, long since) {
		take(item, since);
	}

	private void take(Item item, long since) {
		if (!item.isUnaltered()) {
			fault(item.name() + " is altered");
		}
		this.taken.add(new Taken(item, since, tick()));
	}

	/** {@code disconnect()} has returned to a thread that runs no hook. */
	synchronized void stopped() {
		if (!this.hooks.contains("disconnected")) {
			fault("disconnect() returns before the disconnect hooks have run");
		}
		this.over = true;
	}

	synchronized void fault(String what) {
		this.faults.add(this.peer + ": " + what);
	}

	synchronized List<Taken> taken() {
		return List.copyOf(this.taken);
	}

	synchronized Set<String> takenNames() {
		Set<String> names = new HashSet<>();
		this.taken.forEach((one) -> names.add(one.item().name()));
		return names;
	}

	synchronized List<String> hooks() {
		return List.copyOf(this.hooks);
	}

	synchronized List<String> faults() {
		return List.copyOf(this.faults);
	}

	@Override
	public String toString() {
		return this.peer.toString();
	}

}
