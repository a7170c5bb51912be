package io.noise;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.noise.session.channel.SessionLimits;

/**
 * One message on its way out: its bytes, and the future that tells what became of it. It
 * is queued first; then it either begins, from when on nobody can call it back, or is
 * withdrawn.
 */
final class Outgoing extends CompletableFuture<Void> {

	private enum State {

		QUEUED, BEGUN, WITHDRAWN

	}

	private final byte[] body;

	private final long deadlineNanos;

	private final boolean blocking;

	private final Consumer<Outgoing> forget;

	/** The event loop's alone. */
	private boolean late;

	private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);

	/**
	 * A message about to be queued.
	 * @param body header, opcode, payload and footer
	 * @param deadlineNanos when to give up, as {@link System#nanoTime()} tells it
	 * @param blocking whether the only one that waits for it is a blocked caller
	 * @param forget told of a message that was called back
	 */
	Outgoing(byte[] body, long deadlineNanos, boolean blocking, Consumer<Outgoing> forget) {
		this.body = body;
		this.deadlineNanos = deadlineNanos;
		this.blocking = blocking;
		this.forget = forget;
	}

	byte[] body() {
		return this.body;
	}

	/**
	 * What it costs in a queue that is bounded by bytes.
	 */
	int cost() {
		return SessionLimits.cost(this.body.length);
	}

	long nanosLeft() {
		return this.deadlineNanos - System.nanoTime();
	}

	/**
	 * Whether it may be completed on an event loop: nobody's code can hang on it.
	 */
	boolean completesInPlace() {
		return this.blocking;
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
		if (!withdraw()) {
			return false;
		}
		this.forget.accept(this);
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
	 * @return false if it was withdrawn, or cancelled by its owner
	 */
	boolean begin() {
		return !isDone() && this.state.compareAndSet(State.QUEUED, State.BEGUN);
	}

	/**
	 * Whether nobody can call it back any more.
	 */
	boolean hasBegun() {
		return this.state.get() == State.BEGUN;
	}

	/**
	 * Calls it back.
	 * @return false if it has begun
	 */
	boolean withdraw() {
		return this.state.compareAndSet(State.QUEUED, State.WITHDRAWN);
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

}
