package io.noise;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.noise.KeptConnection.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node connected to one address: dials it, and dials it again after each failure
 * and each loss, with growing pauses. A connection that lasted a while, and on which the
 * other end was understood, makes the next pause short again; it lasts from its session
 * to its end, whatever its hooks do. Where the node there keeps this one connected as
 * well, one connection is enough, whoever has dialled it.
 */
final class Keeper {

	private static final Logger logger = LoggerFactory.getLogger(Keeper.class);

	/**
	 * A peer that goes sooner than this was no success: dialling it at once again would
	 * be a storm.
	 */
	static final Duration STABLE = Duration.ofSeconds(10);

	/**
	 * One that ends because a side does not understand the other is likely to end so
	 * again.
	 */
	static final Duration MISUNDERSTOOD = Backoff.LONGEST;

	/** Who was here for so long, and understood, was here: that it is away is news. */
	static final Duration SEEN = Duration.ofSeconds(1);

	private final NodeContext context;

	private final Dialer dialer;

	private final String address;

	private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());

	private final OncePerMinute typeWarning = new OncePerMinute(System::nanoTime);

	private final KeptWaiters waiters = new KeptWaiters();

	private final AwayNotice notice = new AwayNotice(System::nanoTime);

	private final MismatchNotice mismatches = new MismatchNotice(System::nanoTime);

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock, as are the rest. */
	private State state = State.BACKOFF;

	private @Nullable Instant nextAttempt;

	private @Nullable Connection connection;

	private DialException.@Nullable Reason lastError;

	private @Nullable String lastMessage;

	/** How many dials have failed since there was a connection that lasted. */
	private int failures;

	/** Whether the last dial gave way to a connection that was not there yet. */
	private boolean awaited;

	private @Nullable Runnable cancel;

	/** The last dial. */
	private Dialer.@Nullable Dial dial;

	/** Whether the next dial is wanted at once. */
	private boolean hurried;

	private @Nullable Future<?> noticeTimer;

	private boolean closed;

	Keeper(NodeContext context, Dialer dialer, String address) {
		this.context = context;
		this.dialer = dialer;
		this.address = address;
	}

	/**
	 * Begins.
	 */
	void start() {
		scheduleNotice();
		dial();
	}

	/** Dials, unless somebody else was faster. */
	private void dial() {
		int before = beginDial();
		if (before < 0) {
			return;
		}
		Dialer.Dial dial = this.dialer.keep(this.address, before);
		onClose(dial::giveUp);
		if (begun(dial)) {
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
	 * Whether a dial that was begun is in a hurry.
	 */
	private boolean begun(Dialer.Dial begun) {
		this.lock.lock();
		try {
			this.dial = begun;
			boolean hurries = this.hurried;
			this.hurried = false;
			return hurries;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Dials now, if it waits for the end of a pause, or for its turn; the pauses are
	 * short again.
	 */
	void redialNow() {
		Runnable timer = null;
		Dialer.Dial waiting = null;
		this.lock.lock();
		try {
			if (this.closed || this.state == State.CONNECTED) {
				return;
			}
			this.backoff.reset();
			if (this.state == State.BACKOFF) {
				timer = this.cancel;
			}
			else {
				waiting = this.dial;
			}
			// One that is just about to begin finds this.
			this.hurried = waiting == null;
		}
		finally {
			this.lock.unlock();
		}
		if (waiting != null) {
			waiting.hurry();
			return;
		}
		if (timer != null) {
			timer.run();
		}
		dial();
	}

	/**
	 * Goes from the pause to the dial.
	 * @return how many failures came before it; negative if it is not to be
	 */
	private int beginDial() {
		this.lock.lock();
		try {
			if (this.closed || this.state != State.BACKOFF) {
				return -1;
			}
			this.state = State.DIALING;
			this.nextAttempt = null;
			this.dial = null;
			return this.failures;
		}
		finally {
			this.lock.unlock();
		}
	}

	// --- what becomes of a dial

	private void failed(Dialer.Dial dial, Throwable failure) {
		DialException why = (failure instanceof DialException ex) ? ex : new DialException(this.address,
				DialException.Reason.HANDSHAKE, String.valueOf(failure.getMessage()), failure);
		if (Failures.gaveWay(why)) {
			gaveWay(dial, why);
			return;
		}
		error(why.reason(), String.valueOf(why.getMessage()));
		this.mismatches.ended(this.context.node(), this.address, Mismatch.of(why.getCause()), false);
		logger.debug("{}: {} is dialled again later: {}", this.context.node(), this.address, failure.toString());
		dialAfter(State.DIALING, () -> {
			if (why.reason() == DialException.Reason.SELF) {
				this.backoff.exhaust();
			}
			return this.backoff.next();
		});
	}

	/**
	 * Is content with the connection that the node there has dialled, if there is one. It
	 * may be on its way: that it is not there the next time either is a failure. The node
	 * there is alive, so the pauses do not grow.
	 */
	private void gaveWay(Dialer.Dial dial, DialException failure) {
		logger.debug("{}: the node at {} keeps this one connected", this.context.node(), this.address);
		Optional<Connection> standIn = dial.reached().flatMap(this.context.crossedDials()::standIn);
		if (standIn.isPresent()) {
			await(standIn.get());
			return;
		}
		if (isAwaited(true)) {
			this.dialer.report(this.address, failure);
			error(failure.reason(), String.valueOf(failure.getMessage()));
		}
		dialAfter(State.DIALING, this.backoff::first);
	}

	/** There may be a peer in a moment, or there may be none. */
	private void await(Connection there) {
		AtomicBoolean decided = new AtomicBoolean();
		there.shown().thenRun(() -> {
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

	private boolean isAwaited(boolean next) {
		this.lock.lock();
		try {
			boolean before = this.awaited;
			this.awaited = next;
			return before;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void error(DialException.Reason why, String message) {
		this.lock.lock();
		try {
			this.failures++;
			this.lastError = why;
			this.lastMessage = message;
		}
		finally {
			this.lock.unlock();
		}
	}

	// --- while there is a connection

	/** There is a peer. In its lane. */
	private void connected(Connection made) {
		this.lock.lock();
		try {
			if (this.closed || this.state != State.DIALING) {
				return;
			}
			this.state = State.CONNECTED;
			this.nextAttempt = null;
			this.connection = made;
			this.awaited = false;
			this.lastError = null;
			this.lastMessage = null;
		}
		finally {
			this.lock.unlock();
		}
		cancelNotice();
		this.notice.connected(this.context.node(), this.address, made);
		made.ready().thenAccept(this.waiters::connected);
		made.closed().thenRun(() -> lost(made));
	}

	/**
	 * Whether a connection was a success.
	 * @param misunderstood whether it ended because one side did not understand the other
	 */
	static boolean hasLasted(long nanos, boolean misunderstood) {
		return nanos >= (misunderstood ? MISUNDERSTOOD : STABLE).toNanos();
	}

	/**
	 * Whether the end of a connection is worth telling, and the next one. One that a side
	 * ends at once each time, or that never can work, is told of once.
	 */
	static boolean wasHere(long nanos, boolean misunderstood) {
		return nanos >= (misunderstood ? MISUNDERSTOOD : SEEN).toNanos();
	}

	/** The connection has ended, though its hooks may still run. */
	private void lost(Connection ended) {
		long lastedNanos = System.nanoTime() - ended.establishedNanos();
		boolean lasted = hasLasted(lastedNanos, ended.endedMisunderstood());
		boolean stable = lasted && ended.isUnderstood();
		Optional<Mismatch> mismatch = ended.mismatch();
		this.lock.lock();
		try {
			this.connection = null;
			this.failures = stable ? 0 : this.failures + 1;
			this.lastError = DialException.Reason.LOST;
			this.lastMessage = this.address + ": the connection ended after "
					+ TimeUnit.NANOSECONDS.toSeconds(lastedNanos) + " s, " + ended.whyEnded()
					+ mismatch.map((seen) -> ": " + seen.words()).orElse("");
		}
		finally {
			this.lock.unlock();
		}
		this.mismatches.ended(this.context.node(), this.address, mismatch, !lasted);
		this.notice.lost(stable || wasHere(lastedNanos, ended.endedMisunderstood() || mismatch.isPresent()));
		ended.remoteReason().ifPresent(this::warnOfTypes);
		scheduleNotice();
		dialAfter(State.CONNECTED, () -> {
			if (stable) {
				this.backoff.reset();
			}
			return this.backoff.next();
		});
	}

	/** Whoever sends it is who has to do something about it. */
	private void warnOfTypes(RemoteReason said) {
		if (said.reason() == DisconnectReason.DECODE && this.typeWarning.isTime()) {
			logger.warn(
					"{}: the node at {}, which is kept connected, could not decode a message of this one: {}. "
							+ "Do both have the same version of the type? Logged at most once a minute for an address",
					this.context.node(), this.address, said.words());
		}
	}

	/** Dials after a pause, unless the state has changed or this keeper was closed. */
	private void dialAfter(State before, Supplier<Duration> pause) {
		this.lock.lock();
		try {
			if (this.closed || this.state != before) {
				return;
			}
			Duration next = pause.get();
			this.state = State.BACKOFF;
			this.nextAttempt = Instant.now().plus(next);
			Future<?> timer = schedule(this::dial, next.toNanos());
			this.cancel = () -> timer.cancel(false);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("{} is closing: {} is not dialled any more", this.context.node(), this.address);
		}
		finally {
			this.lock.unlock();
		}
	}

	private Future<?> schedule(Runnable task, long nanos) {
		return this.context.runtime().schedule(task, nanos);
	}

	// --- telling that nobody is there

	private void scheduleNotice() {
		try {
			Future<?> timer = schedule(this::tellAway, this.notice.nanosUntilDue());
			if (!setNoticeTimer(timer)) {
				timer.cancel(false);
			}
		}
		catch (RejectedExecutionException ex) {
			logger.debug("{} is closing: nothing more is said about {}", this.context.node(), this.address);
		}
	}

	private boolean setNoticeTimer(@Nullable Future<?> timer) {
		this.lock.lock();
		try {
			if (this.noticeTimer != null) {
				this.noticeTimer.cancel(false);
			}
			this.noticeTimer = timer;
			return !this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void cancelNotice() {
		setNoticeTimer(null);
	}

	private void tellAway() {
		KeptConnection now = snapshot();
		if (now.state() != State.CONNECTED) {
			this.notice.tell(this.context.node(), now);
			scheduleNotice();
		}
	}

	// --- the end

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
		cancelNotice();
		if (action != null) {
			action.run();
		}
	}

	/** Whom to tell when there is a peer. */
	KeptWaiters waiters() {
		return this.waiters;
	}

	/**
	 * Whether there is no peer that is connected.
	 */
	boolean isAway() {
		this.lock.lock();
		try {
			return this.connection == null || this.connection.isClosing();
		}
		finally {
			this.lock.unlock();
		}
	}

	KeptConnection snapshot() {
		this.lock.lock();
		try {
			return new KeptConnection(this.address, this.state, Optional.ofNullable(this.nextAttempt),
					Optional.ofNullable(this.lastError), Optional.ofNullable(this.lastMessage));
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public String toString() {
		return this.address;
	}

}
