package io.noise;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.noise.KeptConnection.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node connected to one address: dials it, and dials it again after each failure
 * and each loss, with growing pauses. A connection that lasted a while makes the next
 * pause short again. Where the node there keeps this one connected as well, one
 * connection is enough, whoever has dialled it.
 */
final class Keeper {

	private static final Logger logger = LoggerFactory.getLogger(Keeper.class);

	/**
	 * A peer that goes sooner than this was no success: dialling it at once again would
	 * be a storm.
	 */
	private static final Duration STABLE = Duration.ofSeconds(10);

	private final NodeContext context;

	private final Dialer dialer;

	private final String address;

	private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());

	private final ReentrantLock lock = new ReentrantLock();

	private State state = State.DIALING;

	private @Nullable Instant nextAttempt;

	private DialException.@Nullable Reason lastError;

	/** Whether the last dial gave way to a connection that was not there yet. */
	private volatile boolean awaited;

	private @Nullable Runnable cancel;

	private boolean closed;

	Keeper(NodeContext context, Dialer dialer, String address) {
		this.context = context;
		this.dialer = dialer;
		this.address = address;
	}

	void dial() {
		if (!enter(State.DIALING, null)) {
			return;
		}
		Dialer.Dial dial = this.dialer.keep(this.address);
		onClose(dial::giveUp);
		dial.result().whenComplete((peer, failure) -> {
			if (failure == null) {
				connected(peer.closed());
			}
			else if (failure instanceof DialException ex && Failures.gaveWay(ex)) {
				gaveWay(dial, ex);
			}
			else {
				failed(failure);
			}
		});
	}

	/**
	 * Is content with the connection that the node there has dialled, if there is one. It
	 * may be on its way: that it is not there the next time either is a failure.
	 */
	private void gaveWay(Dialer.Dial dial, DialException failure) {
		logger.debug("{}: the node at {} keeps this one connected", this.context.node(), this.address);
		Optional<Connection> standIn = dial.reached().flatMap(this.context.crossedDials()::standIn);
		if (standIn.isPresent()) {
			Connection there = standIn.get();
			there.settled().thenRun(() -> connected(there.closed()));
		}
		else if (this.awaited) {
			this.dialer.report(this.address, failure);
			failed(failure);
		}
		else {
			this.awaited = true;
			error(null);
			dialLater();
		}
	}

	private void failed(Throwable failure) {
		DialException.Reason why = (failure instanceof DialException ex) ? ex.reason() : DialException.Reason.HANDSHAKE;
		error(why);
		logger.debug("{}: {} is dialled again later: {}", this.context.node(), this.address, failure.toString());
		if (why == DialException.Reason.SELF) {
			this.backoff.exhaust();
		}
		dialLater();
	}

	private void error(DialException.@Nullable Reason why) {
		this.lock.lock();
		try {
			this.lastError = why;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void connected(CompletableFuture<Void> closed) {
		this.awaited = false;
		error(null);
		if (!enter(State.CONNECTED, null)) {
			return;
		}
		long since = System.nanoTime();
		closed.whenComplete((nothing, never) -> lost(System.nanoTime() - since));
	}

	private void lost(long lastedNanos) {
		if (lastedNanos >= STABLE.toNanos()) {
			this.backoff.reset();
		}
		dialLater();
	}

	private void dialLater() {
		Duration pause = this.backoff.next();
		if (!enter(State.BACKOFF, Instant.now().plus(pause))) {
			return;
		}
		try {
			var timer = this.context.runtime()
				.loops()
				.next()
				.schedule(this::dial, pause.toNanos(), TimeUnit.NANOSECONDS);
			onClose(() -> timer.cancel(false));
		}
		catch (RejectedExecutionException ex) {
			close();
		}
	}

	/**
	 * Changes the state, unless this keeper was closed.
	 */
	private boolean enter(State next, @Nullable Instant when) {
		this.lock.lock();
		try {
			if (!this.closed) {
				this.state = next;
				this.nextAttempt = when;
			}
			return !this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void onClose(Runnable action) {
		this.lock.lock();
		try {
			this.cancel = action;
			if (!this.closed) {
				return;
			}
		}
		finally {
			this.lock.unlock();
		}
		action.run();
	}

	/**
	 * Dials no more. A peer that is connected stays.
	 */
	void close() {
		Runnable action;
		this.lock.lock();
		try {
			this.closed = true;
			action = this.cancel;
		}
		finally {
			this.lock.unlock();
		}
		if (action != null) {
			action.run();
		}
	}

	KeptConnection snapshot() {
		this.lock.lock();
		try {
			return new KeptConnection(this.address, this.state, Optional.ofNullable(this.nextAttempt),
					Optional.ofNullable(this.lastError));
		}
		finally {
			this.lock.unlock();
		}
	}

}
