package io.noise.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.noise.DialException;
import io.noise.KeptConnection;
import io.noise.KeptConnection.State;
import io.noise.concurrent.NodeRuntime;
import io.noise.limit.Backoff;

/**
 * Keeps a node connected to one address: dials it, and dials it again after each failure
 * and each loss, with growing pauses. A connection that lasted a while, and on which the
 * two ends understood each other, makes the next pause short again; it lasts from its
 * session to its end, whatever its hooks do. Where the node there keeps this one
 * connected as well, one connection is enough, whichever side has dialled it. From any
 * thread.
 */
final class Reconnector {

	/**
	 * The least length of a successful connection: to redial shorter ones at once would
	 * be a storm.
	 */
	static final Duration STABLE = Duration.ofSeconds(10);

	/**
	 * The same where a side did not understand the other, since the next connection is
	 * likely to end so again.
	 */
	static final Duration MISUNDERSTOOD = Backoff.LONGEST;

	/** The least length of a connection, if understood, whose end is logged. */
	static final Duration SEEN = Duration.ofSeconds(1);

	private final String address;

	private final Dialer dialer;

	private final DialCrossings crossedDials;

	private final NodeRuntime runtime;

	private final Backoff backoff;

	private final ReconnectWaiters waiters = new ReconnectWaiters();

	private final ReconnectState state;

	private final ReconnectNotices notices;

	/**
	 * Creates a reconnector that does not dial yet.
	 * @param node the node, as the log names it
	 * @param address the address as it was given
	 * @param session the node's kind of session
	 * @param dialer dials the address
	 * @param crossedDials knows the connections of nodes that dial this one
	 * @param runtime runs the timers
	 */
	Reconnector(Object node, String address, String session, Dialer dialer, DialCrossings crossedDials,
			NodeRuntime runtime) {
		this.address = address;
		this.dialer = dialer;
		this.crossedDials = crossedDials;
		this.runtime = runtime;
		this.backoff = new Backoff(runtime.platform()::random);
		this.state = new ReconnectState(address, runtime.platform()::now);
		this.notices = new ReconnectNotices(node, address, session, runtime, this.state::snapshot);
	}

	/**
	 * Begins to dial.
	 */
	void start() {
		this.notices.watch();
		dial();
	}

	/** Dials, unless another thread was faster. */
	private void dial() {
		int before = this.state.beginDial();
		if (before < 0) {
			return;
		}
		Dial dial = this.dialer.keep(this.address, before);
		if (!this.state.onClose(dial::giveUp)) {
			dial.giveUp();
		}
		if (this.state.begun(dial)) {
			dial.hurry();
		}
		AtomicBoolean decided = new AtomicBoolean();
		dial.shown().thenAccept((made) -> {
			if (decided.compareAndSet(false, true)) {
				connected(made);
			}
		});
		dial.result().whenComplete((peer, failure) -> {
			if (failure != null && decided.compareAndSet(false, true)) {
				failed(dial, failure);
			}
		});
	}

	/**
	 * Dials now, instead of waiting for the end of a pause or for a turn. Makes the next
	 * pauses short again.
	 */
	void redialNow() {
		ReconnectState.Hurry hurry = this.state.hurry();
		if (hurry == null) {
			return;
		}
		this.backoff.reset();
		if (hurry.dial() != null) {
			hurry.dial().hurry();
			return;
		}
		if (hurry.endOfPause() != null) {
			hurry.endOfPause().run();
		}
		dial();
	}

	// --- the end of a dial

	private void failed(Dial dial, Throwable failure) {
		DialException why = (failure instanceof DialException ex) ? ex : new DialException(this.address,
				DialException.Reason.HANDSHAKE, String.valueOf(failure.getMessage()), failure);
		if (Failures.gaveWay(why)) {
			gaveWay(dial, why);
			return;
		}
		this.state.failed(why);
		this.notices.failed(why);
		dialAfter(State.DIALING, () -> {
			if (why.reason() == DialException.Reason.SELF) {
				this.backoff.exhaust();
			}
			return this.backoff.next();
		});
	}

	/**
	 * Uses the connection that the node there has dialled, if there is one. It may be on
	 * its way; if it is not here after the next dial either, that is a failure. Pauses do
	 * not grow, since the node there is alive.
	 */
	private void gaveWay(Dial dial, DialException failure) {
		this.notices.gaveWay();
		Optional<Connection> standIn = dial.reached().flatMap(this.crossedDials::standIn);
		if (standIn.isPresent()) {
			await(standIn.get());
			return;
		}
		if (this.state.await(true)) {
			this.dialer.report(this.address, failure);
			this.state.failed(failure);
		}
		dialAfter(State.DIALING, this.backoff::first);
	}

	/** Waits for a connection of the other node's to become a peer, or to end. */
	private void await(Connection there) {
		AtomicBoolean decided = new AtomicBoolean();
		there.life().shown().thenRun(() -> {
			if (decided.compareAndSet(false, true)) {
				connected(there);
			}
		});
		there.closed().thenRun(() -> {
			if (decided.compareAndSet(false, true)) {
				dialAfter(State.DIALING, this.backoff::first);
			}
		});
	}

	// --- while there is a connection

	/** Notes that there is a peer. In its lane. */
	private void connected(Connection made) {
		if (this.state.connected(made)) {
			this.notices.connected(made);
			made.life().ready().thenAccept(this.waiters::connected);
			made.closed().thenRun(() -> lost(made));
		}
	}

	/**
	 * Whether a connection was long enough to be a success.
	 * @param nanos its length
	 * @param misunderstood whether it ended because one side did not understand the other
	 */
	static boolean hasLasted(long nanos, boolean misunderstood) {
		return nanos >= (misunderstood ? MISUNDERSTOOD : STABLE).toNanos();
	}

	/**
	 * Whether the end of a connection is logged, and the next connection. Connections
	 * that a side ends at once each time, or that can never work, are logged once.
	 * @param nanos its length
	 * @param misunderstood whether it ended because one side did not understand the other
	 */
	static boolean wasHere(long nanos, boolean misunderstood) {
		return nanos >= (misunderstood ? MISUNDERSTOOD : SEEN).toNanos();
	}

	/** Notes the end of a connection. Its hooks may still run. */
	private void lost(Connection ended) {
		long lastedNanos = this.runtime.platform().nanoTime() - ended.life().establishedNanos();
		Optional<ConnectionMismatch> mismatch = ended.faults().mismatch();
		boolean misunderstood = ended.life().isMisunderstanding();
		boolean lasted = hasLasted(lastedNanos, misunderstood);
		boolean stable = lasted && ended.faults().isUnderstood();
		this.state.lost(stable,
				this.address + ": the connection ended after " + TimeUnit.NANOSECONDS.toSeconds(lastedNanos) + " s, "
						+ ended.life().words() + mismatch.map((seen) -> ": " + seen.words()).orElse(""));
		this.notices.lost(ended, mismatch, lasted,
				stable || wasHere(lastedNanos, misunderstood || mismatch.isPresent()));
		dialAfter(State.CONNECTED, () -> {
			if (stable) {
				this.backoff.reset();
			}
			return this.backoff.next();
		});
	}

	/** Dials after a pause, unless the state has changed or this was closed. */
	private void dialAfter(State before, Supplier<Duration> pause) {
		try {
			this.state.pause(before, pause, (length) -> {
				Future<?> timer = this.runtime.schedule(this::dial, length.toNanos());
				return () -> timer.cancel(false);
			});
		}
		catch (RejectedExecutionException ex) {
			this.notices.closing();
		}
	}

	/**
	 * Dials no more. A peer that is connected stays.
	 */
	void close() {
		Runnable end = this.state.close();
		this.notices.close();
		if (end != null) {
			end.run();
		}
	}

	/** The futures that wait for a peer. */
	ReconnectWaiters waiters() {
		return this.waiters;
	}

	/**
	 * Whether there is no peer that is connected.
	 */
	boolean isAway() {
		return this.state.isAway();
	}

	KeptConnection snapshot() {
		return this.state.snapshot();
	}

	@Override
	public String toString() {
		return this.address;
	}

}
