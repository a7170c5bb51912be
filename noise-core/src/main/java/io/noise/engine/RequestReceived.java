package io.noise.engine;

import java.util.concurrent.CompletionStage;

import io.noise.message.MessageType;
import io.noise.message.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/**
 * A request of the other side, which waits, is handled, and ends once: with an answer, or
 * because the other side no longer wants one. Safe for use by any thread.
 */
final class RequestReceived extends ReceivedMessage {

	private final long number;

	/** Set before it is handled. */
	private long openedNanos;

	/** Guarded by the monitor, as are the next fields. */
	private boolean told;

	private boolean ended;

	private boolean answered;

	/** The stage of the reply, where the handler has returned one. */
	private @Nullable CompletionStage<?> stage;

	private @Nullable ConversationTrace trace;

	RequestReceived(long number, MessageType<?> type, byte[] bytes, int cost) {
		super(type, bytes, cost);
		this.number = number;
	}

	/**
	 * Returns the number that the other side gave it.
	 */
	long requestNumber() {
		return this.number;
	}

	/**
	 * Notes the time at which it was opened.
	 */
	void opened(long nanos) {
		this.openedNanos = nanos;
	}

	long openedNanos() {
		return this.openedNanos;
	}

	/**
	 * Whether its end is to be told: once.
	 */
	synchronized boolean tell() {
		boolean first = !this.told;
		this.told = true;
		return first;
	}

	/**
	 * Sets the trace that ends with it.
	 * @return false if its end has been told
	 */
	synchronized boolean trace(ConversationTrace begun) {
		this.trace = begun;
		return !this.told;
	}

	synchronized @Nullable ConversationTrace trace() {
		return this.trace;
	}

	@Override
	public int slot() {
		return REQUESTS + type().opcode();
	}

	/**
	 * Whether an answer is still wanted and not given.
	 */
	synchronized boolean isOpen() {
		return !this.ended;
	}

	/**
	 * Ends the request with an answer.
	 * @return false if it has ended
	 */
	synchronized boolean end() {
		boolean first = !this.ended;
		this.answered |= first;
		this.ended = true;
		this.stage = null;
		return first;
	}

	/**
	 * Whether it has ended with an answer.
	 */
	synchronized boolean isAnswered() {
		return this.answered;
	}

	/**
	 * Notes the stage of the reply.
	 * @return false if no answer is wanted any more
	 */
	synchronized boolean awaits(CompletionStage<?> reply) {
		if (!this.ended) {
			this.stage = reply;
		}
		return !this.ended;
	}

	/**
	 * Ends the request, because no answer is wanted any more.
	 * @return the stage of the reply, which is to be cancelled; null if there is none
	 */
	synchronized @Nullable CompletionStage<?> cancel() {
		CompletionStage<?> left = this.stage;
		this.ended = true;
		this.stage = null;
		return left;
	}

	/** Returns the type, without any content of the request. */
	@Override
	public String toString() {
		return "request " + type();
	}

}
