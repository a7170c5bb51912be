package io.noise.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.noise.concurrent.Dependents;
import io.noise.message.ReceivedMessage;
import io.noise.queue.OutboxFrames;
import io.noise.queue.QueuedMessage;
import org.jspecify.annotations.Nullable;

/**
 * A request of this side: it is queued and sent like a message, and ends once, with a
 * reply or a failure.
 */
final class RequestCall extends QueuedMessage {

	private final RequestCalls calls;

	/** The name of its type, for exceptions. */
	private final String what;

	private final CompletableFuture<Reply> reply = new CompletableFuture<>();

	private final AtomicBoolean ended = new AtomicBoolean();

	/** Sent along; none if empty. */
	private final byte[] extensions;

	private volatile @Nullable Future<?> timer;

	/** Its number once it has been sent, else 0. Used on the event loop only. */
	private long number;

	/**
	 * A reply as it arrived.
	 *
	 * @param message the message, null if it is the empty reply
	 */
	record Reply(@Nullable ReceivedMessage message) {
	}

	/**
	 * Creates a call.
	 * @param what the name of its type
	 * @param body as for a message
	 * @param extensions sent along; none if empty
	 * @param deadlineNanos as for a message
	 * @param calls told when it is sent, and when it ends
	 */
	RequestCall(String what, Dependents dependents, byte[] body, byte[] extensions, long deadlineNanos,
			RequestCalls calls) {
		super(dependents, body, deadlineNanos, true, calls::withdrawn);
		this.what = what;
		this.extensions = extensions;
		this.calls = calls;
	}

	/**
	 * Returns the future of the reply, which any thread completes.
	 */
	CompletableFuture<Reply> reply() {
		return this.reply;
	}

	/**
	 * Sets the timer of its time limit, which is cancelled when the call ends.
	 */
	void timer(Future<?> running) {
		this.timer = running;
		if (this.ended.get()) {
			running.cancel(false);
		}
	}

	boolean hasEnded() {
		return this.ended.get();
	}

	/**
	 * Ends the call, unless it has ended. Called by any thread.
	 */
	void end(Reply answer) {
		if (ends()) {
			this.reply.complete(answer);
		}
	}

	/**
	 * Ends the call, unless it has ended. Called by any thread.
	 */
	void fail(Throwable failure) {
		if (ends()) {
			this.reply.completeExceptionally(failure);
		}
	}

	/** Frees its place before whoever waits for it is woken. */
	private boolean ends() {
		if (!this.ended.compareAndSet(false, true)) {
			return false;
		}
		this.calls.ended(this);
		Future<?> running = this.timer;
		if (running != null) {
			running.cancel(false);
		}
		return true;
	}

	@Override
	protected void encode(OutboxFrames frames, ByteBuf out) {
		this.number = frames.request(body(), this.extensions, out);
		this.calls.sent(this.number, this);
	}

	@Override
	protected void tell(Outcome<Void> outcome) {
		Throwable failure = outcome.failure();
		if (failure != null) {
			fail(failure);
		}
	}

	long number() {
		return this.number;
	}

	@Override
	public String toString() {
		return "request " + this.what;
	}

}
