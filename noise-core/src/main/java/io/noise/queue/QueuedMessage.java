package io.noise.queue;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.noise.concurrent.Dependents;
import io.noise.concurrent.NodeFuture;
import io.noise.session.channel.SessionLimits;
import org.jspecify.annotations.Nullable;

/**
 * A message to send: its bytes, and the future of its outcome. It is queued at first.
 * Then it either begins to be written, after which it cannot be withdrawn, or is
 * withdrawn. Users may keep the future, so it releases its bytes as early as possible.
 */
public class QueuedMessage extends NodeFuture<Void> {

	private static final AtomicReferenceFieldUpdater<QueuedMessage, State> STATE = AtomicReferenceFieldUpdater
		.newUpdater(QueuedMessage.class, State.class, "state");

	private enum State {

		QUEUED, BEGUN, WITHDRAWN

	}

	private final int cost;

	private final long deadlineNanos;

	private final boolean blocking;

	/** The bytes. Only the thread that moved the state on from QUEUED may touch them. */
	private byte @Nullable [] body;

	private @Nullable Consumer<QueuedMessage> forget;

	/** The length of the bytes. Used on the event loop only. */
	private int length;

	private volatile State state = State.QUEUED;

	/**
	 * Creates a message.
	 * @param dependents runs the functions that users attach to the future
	 * @param body header, opcode, payload and footer
	 * @param deadlineNanos the time of the clock by which it must have begun
	 * @param blocking whether the future is hidden from users, so that only a blocked
	 * caller waits for it
	 * @param forget called after its sender withdrew it
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
	 * Returns the number of bytes that it counts for in a bounded queue.
	 */
	public int cost() {
		return this.cost;
	}

	/**
	 * Returns the time that is left for it to begin.
	 * @param nowNanos the time of the clock
	 */
	public long nanosLeft(long nowNanos) {
		return this.deadlineNanos - nowNanos;
	}

	/**
	 * Completes the future on any thread.
	 * @param outcome success once it is written, or the failure to send it
	 */
	protected void tell(Outcome<Void> outcome) {
		if (this.blocking) {
			endInPlace(outcome);
		}
		else {
			end(outcome);
		}
	}

	/** Withdraws the message, unless it has begun. */
	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		return callBack() ? super.cancel(mayInterruptIfRunning) : isCancelled();
	}

	/** Withdraws the message, because its future was completed from outside. */
	@Override
	protected void taken() {
		callBack();
	}

	/**
	 * Withdraws the message on behalf of its sender. Called by any thread.
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
	 * Whether it has neither begun nor been withdrawn.
	 */
	boolean isWanted() {
		return this.state == State.QUEUED;
	}

	/**
	 * Begins the message, after which it cannot be withdrawn.
	 * @return false if it was withdrawn
	 */
	boolean begin() {
		return STATE.compareAndSet(this, State.QUEUED, State.BEGUN);
	}

	/**
	 * Whether it has begun.
	 */
	public boolean hasBegun() {
		return this.state == State.BEGUN;
	}

	/**
	 * Withdraws the message.
	 * @return false if it has begun, or was withdrawn before
	 */
	boolean withdraw() {
		boolean withdrawn = STATE.compareAndSet(this, State.QUEUED, State.WITHDRAWN);
		if (withdrawn) {
			letGo();
		}
		return withdrawn;
	}

	// --- after it has begun, on the event loop

	/**
	 * Writes its frame.
	 */
	protected void encode(OutboxFrames frames, ByteBuf out) {
		frames.message(body(), out);
	}

	/**
	 * Returns the number of bytes to write.
	 */
	int length() {
		return this.length;
	}

	/**
	 * Returns the bytes to write.
	 */
	protected final byte[] body() {
		return Objects.requireNonNull(this.body, "a message without its bytes");
	}

	/**
	 * Replaces the bytes to write, for example with encrypted ones.
	 */
	void become(byte[] sealed) {
		this.body = sealed;
		this.length = sealed.length;
	}

	/**
	 * Releases everything except the outcome.
	 */
	void letGo() {
		this.body = null;
		this.forget = null;
	}

}
