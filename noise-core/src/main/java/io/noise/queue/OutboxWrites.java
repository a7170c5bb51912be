package io.noise.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a connection that are being written. They fail if the operating system
 * accepts nothing for the stall timeout. Used on the event loop only.
 */
public final class OutboxWrites {

	/** The number of checks per stall timeout. */
	private static final int CHECKS = 4;

	private final Channel channel;

	private final Completions completions;

	private final Duration stallTimeout;

	private final LongSupplier acceptedBytes;

	private final Deque<List<QueuedMessage>> batches = new ArrayDeque<>(1);

	/**
	 * A message that grew so much when it began that the other side has no room for it.
	 */
	private @Nullable QueuedMessage parked;

	private boolean timerRuns;

	/** The bytes that were accepted at the last progress, and its time. */
	private long progressBytes;

	private long progressNanos;

	/**
	 * Creates an empty collection.
	 * @param peer the id of the peer, for exceptions
	 * @param channel the connection
	 * @param stallTimeout maximum time in which nothing is accepted of what is being
	 * written
	 * @param acceptedBytes the number of bytes that the operating system has accepted
	 */
	public OutboxWrites(String peer, Channel channel, Duration stallTimeout, LongSupplier acceptedBytes) {
		this.completions = new Completions(peer);
		this.channel = channel;
		this.stallTimeout = stallTimeout;
		this.acceptedBytes = acceptedBytes;
	}

	Completions completions() {
		return this.completions;
	}

	boolean isEmpty() {
		return this.batches.isEmpty() && this.parked == null;
	}

	void add(List<QueuedMessage> batch) {
		begin();
		this.batches.add(batch);
	}

	void remove(List<QueuedMessage> batch) {
		// Netty completes writes in their order, except those that it never began.
		this.batches.removeFirstOccurrence(batch);
	}

	/** Sets a message aside that has begun and must be the next to be written. */
	void park(QueuedMessage message) {
		begin();
		this.parked = message;
	}

	/** Returns the message that was set aside, null if there is none. */
	@Nullable QueuedMessage unpark() {
		QueuedMessage message = this.parked;
		this.parked = null;
		return message;
	}

	/** Gives the first message the whole time limit. */
	private void begin() {
		if (isEmpty()) {
			this.progressBytes = this.acceptedBytes.getAsLong();
			this.progressNanos = now();
		}
	}

	private long now() {
		return this.channel.eventLoop().ticker().nanoTime();
	}

	// --- the time limit

	/**
	 * Starts the timer if there are messages.
	 */
	void startTimer() {
		if (!this.timerRuns && !isEmpty()) {
			this.timerRuns = true;
			long pause = Math.max(this.stallTimeout.toNanos() / CHECKS, TimeUnit.MILLISECONDS.toNanos(1));
			this.channel.eventLoop().schedule(this::check, pause, TimeUnit.NANOSECONDS);
		}
	}

	private void check() {
		this.timerRuns = false;
		long bytes = this.acceptedBytes.getAsLong();
		long now = now();
		if (bytes != this.progressBytes) {
			this.progressBytes = bytes;
			this.progressNanos = now;
		}
		else if (now - this.progressNanos >= this.stallTimeout.toNanos()) {
			this.progressNanos = now;
			this.batches.forEach((batch) -> this.completions.stalled(batch, this.stallTimeout));
			if (this.parked != null) {
				this.completions.stalled(List.of(this.parked), this.stallTimeout);
			}
		}
		startTimer();
	}

}
