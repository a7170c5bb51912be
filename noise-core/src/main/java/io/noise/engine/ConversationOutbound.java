package io.noise.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.noise.NodeObserver.Outcome;
import io.noise.NoiseException;
import io.noise.NotSentException;
import io.noise.Refusal;
import io.noise.UnknownOutcomeException;
import io.noise.concurrent.Dependents;
import io.noise.concurrent.NodeFuture;
import io.noise.message.EncodedMessage;
import io.noise.queue.ByteBudget;
import io.noise.queue.Completions;
import io.noise.queue.Outbox;
import io.noise.queue.QueuedMessage;
import io.noise.queue.TracedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of one connection, on the sending thread: has them encoded, takes
 * room for them, and hands them to the outbox, from where the event loop goes on. Safe
 * for use by any thread.
 */
final class ConversationOutbound {

	private static final String INTERRUPTED = "send: interrupted while waiting";

	private final ConversationCarrier carrier;

	private final ConversationEncoder encoder;

	private final Outbox outbox;

	private final Consumer<QueuedMessage> forget;

	private final long sendTimeoutNanos;

	private final ByteBudget room;

	private final ConversationSettings settings;

	private final NodeReports reports;

	private final Dependents dependents;

	/**
	 * Makes it, with nothing to send.
	 * @param carrier the connection
	 * @param encoder makes what the peer gets
	 * @param outbox takes messages
	 * @param settings the node's
	 * @param reports told of messages beyond the bound
	 * @param dependents runs what users attach to futures
	 */
	ConversationOutbound(ConversationCarrier carrier, ConversationEncoder encoder, Outbox outbox,
			ConversationSettings settings, NodeReports reports, Dependents dependents) {
		this.carrier = carrier;
		this.encoder = encoder;
		this.outbox = outbox;
		this.forget = outbox::forget;
		this.sendTimeoutNanos = settings.sendTimeout().toNanos();
		this.room = outbox.room();
		this.settings = settings;
		this.reports = reports;
		this.dependents = dependents;
	}

	ConversationEncoder encoder() {
		return this.encoder;
	}

	Outbox outbox() {
		return this.outbox;
	}

	/**
	 * Sends and waits: until it has begun, for room and credit together, no longer than
	 * the send timeout; then as long as it goes on.
	 */
	void send(EncodedMessage message) {
		ConversationTrace trace = this.carrier.traces().ofMessage(message.type());
		if (trace == null) {
			send(message, null);
			return;
		}
		try {
			send(message, trace);
			trace.ended(Outcome.SUCCESS);
		}
		catch (RuntimeException ex) {
			trace.ended(ex);
			throw ex;
		}
	}

	private void send(EncodedMessage message, @Nullable ConversationTrace trace) {
		QueuedMessage outgoing = outgoing(message, trace, true);
		queueWithin(outgoing, outgoing.nanosLeft(now()));
		this.carrier.traffic().accepted(message.type().opcode());
		await(outgoing);
	}

	/**
	 * Queues a message as soon as there is room for it.
	 * @param nanos how long to wait for that
	 * @throws NotSentException if it is not queued
	 */
	void queueWithin(QueuedMessage outgoing, long nanos) {
		try {
			if (!this.room.take(outgoing.cost(), nanos)) {
				throw this.carrier.isClosing() ? this.encoder.disconnected() : full(Completions.timeLimit());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new NotSentException(INTERRUPTED, ex);
		}
		this.outbox.add(outgoing);
	}

	private void await(QueuedMessage outgoing) {
		try {
			try {
				outgoing.awaitInPlace(outgoing.nanosLeft(now()));
			}
			catch (TimeoutException ex) {
				if (outgoing.callBack()) {
					throw Completions.timeLimit();
				}
				outgoing.awaitInPlace();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			outgoing.callBack();
			throw outgoing.hasBegun() ? new UnknownOutcomeException(INTERRUPTED, ex)
					: new NotSentException(INTERRUPTED, ex);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof NoiseException failure) ? failure
					: new NoiseException("send: failed", ex.getCause());
		}
	}

	/**
	 * Sends, or fails at once where the queue is full.
	 */
	CompletableFuture<Void> sendAsync(EncodedMessage message) {
		ConversationTrace trace = this.carrier.traces().ofMessage(message.type());
		try {
			QueuedMessage outgoing = outgoing(message, trace, false);
			queueNow(outgoing);
			this.carrier.traffic().accepted(message.type().opcode());
			if (trace != null) {
				NodeFuture.whenEnded(outgoing, (nothing, failure) -> trace.ended(failure));
			}
			return outgoing;
		}
		catch (NoiseException ex) {
			if (trace != null) {
				trace.ended(ex);
			}
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Queues a message for which there is room at this moment.
	 * @throws NotSentException if there is none
	 */
	void queueNow(QueuedMessage outgoing) {
		if (!this.room.tryTake(outgoing.cost())) {
			throw full(new NotSentException("message: the queue is full, " + this.room.used() + " bytes, and "
					+ this.room.waiting() + " wait for room (expected: at most " + this.settings.sendQueue() + ", "
					+ Refusal.SEND_QUEUE.property().orElseThrow() + "); send() waits for room", null));
		}
		this.outbox.add(outgoing);
	}

	private NotSentException full(NotSentException failure) {
		this.reports.exceeded(Refusal.SEND_QUEUE, this, true);
		return failure;
	}

	private QueuedMessage outgoing(EncodedMessage message, @Nullable ConversationTrace trace, boolean blocking) {
		byte[] body = this.encoder.body(message);
		return (trace == null) ? new QueuedMessage(this.dependents, body, deadlineNanos(), blocking, this.forget)
				: new TracedMessage(this.dependents, body, deadlineNanos(), blocking, this.forget, trace.extensions());
	}

	/**
	 * Returns the time by which a message that is queued now must have begun.
	 */
	long deadlineNanos() {
		return this.outbox.recentNanos() + this.sendTimeoutNanos;
	}

	/**
	 * Returns the time of the node's clock.
	 */
	long now() {
		return this.carrier.channel().eventLoop().ticker().nanoTime();
	}

	/**
	 * Accepts no more; whoever waits for room is told.
	 */
	void close() {
		this.room.close();
	}

	/** The words of the log for a message that is refused. */
	@Override
	public String toString() {
		return "a message to " + this.carrier.id().words();
	}

}
