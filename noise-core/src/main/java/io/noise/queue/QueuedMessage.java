package io.noise.queue;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.noise.concurrent.Dependents;
import io.noise.concurrent.NodeFuture;
import io.noise.session.channel.SessionLimits;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way out: its bytes, and the future that tells what became of it. It
 * is queued first; then it either begins, from when on nobody can call it back, or is
 * withdrawn. Users keep such futures, so it lets go of its bytes as soon as it can.
 */
public final class QueuedMessage extends NodeFuture<Void> {

	private enum State {

		QUEUED, BEGUN, WITHDRAWN

	}

	private final int cost;

	private final long deadlineNanos;

	private final boolean blocking;

	/** Touched by whoever has moved the state on from QUEUED, and by nobody else. */
	private byte @Nullable [] body;

	private @Nullable Consumer<QueuedMessage> forget;

	/** The event loop's alone. */
	private int length;

	private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);

	/**
	 * A message about to be queued.
	 * @param dependents where what users hang on it runs
	 * @param body header, opcode, payload and footer
	 * @param deadlineNanos until when it must have begun, as {@link System#nanoTime()}
	 * tells it
	 * @param blocking whether no user gets it: the only one that waits is a blocked
	 * caller
	 * @param forget told of a message that its sender called back
	 */
	public QueuedMessage(Dependents dependents, byte[] body, long deadlineNanos, boolean blocking,
			Consumer<QueuedMessage> forget) {
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
	public int cost() {
		return this.cost;
	}

	public long nanosLeft() {
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

	/** Calls the message back; one that has begun cannot be. */
	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		return callBack() ? super.cancel(mayInterruptIfRunning) : isCancelled();
	}

	/** Nobody waits for it any more. */
	@Override
	protected void taken() {
		callBack();
	}

	/**
	 * Calls the message back, from any thread.
	 * @return false if it has begun, or was withdrawn before
	 */
	public boolean callBack() {
		Consumer<QueuedMessage> told = this.forget;
		if (!withdraw()) {
			return false;
		}
		if (told != null) {
			told.accept(this);
		}
		return true;
	}

	/**
	 * Whether nobody has called it back, and it has not begun.
	 */
	boolean isWanted() {
		return this.state.get() == State.QUEUED;
	}

	/**
	 * From now on nobody can call it back.
	 * @return false if it was withdrawn
	 */
	boolean begin() {
		return this.state.compareAndSet(State.QUEUED, State.BEGUN);
	}

	/**
	 * Whether nobody can call it back any more.
	 */
	public boolean hasBegun() {
		return this.state.get() == State.BEGUN;
	}

	/**
	 * Withdraws it.
	 * @return false if it has begun, or was withdrawn before
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
