package io.noise;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.noise.session.channel.SessionLimits;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way out: its bytes, and the future that tells what became of it. It
 * is queued first; then it either begins, from when on nobody can call it back, or is
 * withdrawn. Users keep such futures, so it lets go of its bytes as soon as it can.
 */
final class Outgoing extends NodeFuture<Void> {

	private enum State {

		QUEUED, BEGUN, WITHDRAWN

	}

	private final int cost;

	private final long deadlineNanos;

	private final boolean blocking;

	/** Touched by whoever has moved the state on from QUEUED, and by nobody else. */
	private byte @Nullable [] body;

	private @Nullable Consumer<Outgoing> forget;

	/** The event loop's alone, as is {@code late}. */
	private int length;

	private boolean late;

	private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);

	/**
	 * A message about to be queued.
	 * @param dependents where what users hang on it runs
	 * @param body header, opcode, payload and footer
	 * @param deadlineNanos when to give up, as {@link System#nanoTime()} tells it
	 * @param blocking whether no user gets it: the only one that waits is a blocked
	 * caller
	 * @param forget told of a message that was called back
	 */
	Outgoing(Dependents dependents, byte[] body, long deadlineNanos, boolean blocking, Consumer<Outgoing> forget) {
		super(dependents);
		this.body = body;
		this.length = body.length;
		this.cost = SessionLimits.cost(body.length);
		this.deadlineNanos = deadlineNanos;
		this.blocking = blocking;
		this.forget = forget;
	}

	/**
	 * What it costs in a queue that is bounded by bytes.
	 */
	int cost() {
		return this.cost;
	}

	long nanosLeft() {
		return this.deadlineNanos - System.nanoTime();
	}

	/**
	 * Tells what became of it, on whichever thread.
	 */
	void tell(Outcome<Void> outcome) {
		if (this.blocking) {
			endInPlace(outcome);
		}
		else {
			end(outcome);
		}
	}

	/**
	 * Whether its time is over, for the first time that this is asked after that.
	 */
	boolean becomesLate() {
		boolean becomes = !this.late && !isDone() && nanosLeft() <= 0;
		this.late |= becomes;
		return becomes;
	}

	/**
	 * Whether somebody still has to be told in time.
	 */
	boolean isAwaited() {
		return !this.late && !isDone();
	}

	/** Calls the message back; one that has begun cannot be. */
	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		Consumer<Outgoing> told = this.forget;
		if (!withdraw()) {
			return false;
		}
		if (told != null) {
			told.accept(this);
		}
		return super.cancel(mayInterruptIfRunning);
	}

	/**
	 * Whether nobody has called it back.
	 */
	boolean isWanted() {
		return !isDone() && this.state.get() == State.QUEUED;
	}

	/**
	 * From now on nobody can call it back.
	 * @return false if it was withdrawn, or completed by its owner
	 */
	boolean begin() {
		if (isDone()) {
			withdraw();
			return false;
		}
		return this.state.compareAndSet(State.QUEUED, State.BEGUN);
	}

	/**
	 * Whether nobody can call it back any more.
	 */
	boolean hasBegun() {
		return this.state.get() == State.BEGUN;
	}

	/**
	 * Calls it back.
	 * @return false if it has begun, or was called back before
	 */
	boolean withdraw() {
		boolean withdrawn = this.state.compareAndSet(State.QUEUED, State.WITHDRAWN);
		if (withdrawn) {
			letGo();
		}
		return withdrawn;
	}

	// --- once it has begun, on the event loop

	/**
	 * The length of what there is to write, in bytes.
	 */
	int length() {
		return this.length;
	}

	/**
	 * What there is to write.
	 */
	byte[] body() {
		return Objects.requireNonNull(this.body, "a message that has let go of its bytes");
	}

	/**
	 * Writes something else instead: what its bytes were sealed to.
	 */
	void become(byte[] sealed) {
		this.body = sealed;
		this.length = sealed.length;
	}

	/**
	 * Lets go of everything but what became of it.
	 */
	void letGo() {
		this.body = null;
		this.forget = null;
	}

}
