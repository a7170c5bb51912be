package io.noise;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What one connection sends: a bounded queue that any thread fills and the event loop
 * drains, many messages into one buffer, with one write and one flush a batch. Every
 * message that gets in comes to an end: written, withdrawn when its time is over, or
 * failed with the connection.
 */
final class Outbox {

	/** Puts messages on the wire. Called on the event loop. */
	interface Encoder {

		/**
		 * Writes one message as a frame.
		 * @throws RuntimeException if it cannot be; nothing of it is written then
		 */
		void encode(Outgoing message, ByteBuf out);

		/** These messages were handed to the operating system. */
		void written(int messages);

		/**
		 * A message could not be encoded, or not written: the connection cannot go on.
		 */
		void failed(Throwable failure);

	}

	private static final int MAX_BATCH_MESSAGES = 256;

	private static final int MAX_BATCH_BYTES = 64 << 10;

	private final Channel channel;

	private final NodeRuntime runtime;

	private final Encoder encoder;

	private final Room room;

	private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean drainScheduled = new AtomicBoolean();

	// From here on: the event loop's alone.

	private final Deque<List<Outgoing>> begun = new ArrayDeque<>();

	private boolean timerRuns;

	private @Nullable Runnable whenEmpty;

	private @Nullable String failed;

	Outbox(Channel channel, NodeRuntime runtime, Room room, Encoder encoder) {
		this.channel = channel;
		this.runtime = runtime;
		this.room = room;
		this.encoder = encoder;
	}

	/**
	 * Takes a message for which there is room. From any thread.
	 */
	void add(Outgoing message) {
		this.queue.add(message);
		if (this.drainScheduled.compareAndSet(false, true)) {
			try {
				this.channel.eventLoop().execute(this::drain);
			}
			catch (RejectedExecutionException ex) {
				this.drainScheduled.set(false);
				failQueued("the node is closed");
			}
		}
	}

	/**
	 * Makes room for others where a message was called back. From any thread.
	 */
	void forget(Outgoing message) {
		if (this.queue.removeIf((queued) -> queued == message)) {
			this.room.giveBack(message.cost());
		}
	}

	/**
	 * Writes what is queued, as long as the channel takes it.
	 */
	void drain() {
		this.drainScheduled.set(false);
		if (this.failed != null) {
			failQueued(this.failed);
			return;
		}
		boolean wrote = false;
		while (this.channel.isWritable()) {
			List<Outgoing> batch = nextBatch();
			if (batch.isEmpty()) {
				break;
			}
			write(batch);
			wrote = true;
		}
		if (wrote) {
			this.channel.flush();
		}
		startTimer();
		tellWhenEmpty();
	}

	/** The next messages that are still wanted; few enough for one buffer. */
	private List<Outgoing> nextBatch() {
		List<Outgoing> batch = new ArrayList<>();
		int bytes = 0;
		while (batch.size() < MAX_BATCH_MESSAGES && bytes < MAX_BATCH_BYTES) {
			Outgoing next = this.queue.poll();
			if (next == null) {
				break;
			}
			this.room.giveBack(next.cost());
			if (next.begin()) {
				batch.add(next);
				bytes += next.cost();
			}
		}
		return batch;
	}

	private void write(List<Outgoing> batch) {
		int size = batch.stream().mapToInt(Outgoing::cost).sum();
		ByteBuf out = this.channel.alloc().directBuffer(size);
		List<Outgoing> encoded = encode(batch, out);
		this.begun.add(encoded);
		this.channel.write(out).addListener((done) -> finish(encoded, done));
	}

	private List<Outgoing> encode(List<Outgoing> batch, ByteBuf out) {
		for (int i = 0; i < batch.size(); i++) {
			try {
				this.encoder.encode(batch.get(i), out);
			}
			catch (Throwable ex) {
				this.encoder.failed(ex);
				complete(batch.subList(i, batch.size()), new NotSentException("message: not encoded: " + ex, ex));
				fail("a message before it could not be encoded");
				return List.copyOf(batch.subList(0, i));
			}
		}
		return batch;
	}

	private void finish(List<Outgoing> batch, Future<?> done) {
		// Netty completes writes in their order.
		this.begun.remove();
		if (done.isSuccess()) {
			complete(batch, null);
			this.encoder.written(batch.size());
		}
		else {
			if (!(done.cause() instanceof ClosedChannelException)) {
				// Else somebody has closed it, and knows better why.
				this.encoder.failed(done.cause());
			}
			complete(batch, new UnknownOutcomeException(
					"message: on its way when the connection was lost (expected: to repeat it only if that does no harm)",
					done.cause()));
		}
		tellWhenEmpty();
	}

	/**
	 * In place where nobody's code depends on it, else on the executor, one task a batch.
	 */
	private void complete(List<Outgoing> messages, @Nullable NoiseException failure) {
		List<Outgoing> elsewhere = new ArrayList<>();
		for (Outgoing message : messages) {
			if (message.completesInPlace()) {
				complete(message, failure);
			}
			else {
				elsewhere.add(message);
			}
		}
		if (!elsewhere.isEmpty()) {
			this.runtime.execute(() -> elsewhere.forEach((message) -> complete(message, failure)));
		}
	}

	private static void complete(Outgoing message, @Nullable NoiseException failure) {
		if (failure == null) {
			message.complete(null);
		}
		else {
			message.completeExceptionally(failure);
		}
	}

	// --- time limits

	private void startTimer() {
		Outgoing oldest = this.timerRuns ? null : oldest();
		if (oldest != null) {
			this.timerRuns = true;
			this.channel.eventLoop()
				.schedule(this::expire, Math.max(oldest.nanosLeft(), TimeUnit.MILLISECONDS.toNanos(1)),
						TimeUnit.NANOSECONDS);
		}
	}

	private @Nullable Outgoing oldest() {
		for (List<Outgoing> batch : this.begun) {
			for (Outgoing message : batch) {
				if (message.isAwaited()) {
					return message;
				}
			}
		}
		return this.queue.peek();
	}

	private void expire() {
		this.timerRuns = false;
		List<Outgoing> withdrawn = new ArrayList<>();
		Iterator<Outgoing> queued = this.queue.iterator();
		while (queued.hasNext()) {
			Outgoing message = queued.next();
			if (message.nanosLeft() > 0) {
				break;
			}
			queued.remove();
			this.room.giveBack(message.cost());
			if (message.withdraw()) {
				withdrawn.add(message);
			}
		}
		complete(withdrawn, timeLimit());
		this.begun.forEach(this::giveUpLate);
		startTimer();
		tellWhenEmpty();
	}

	private void giveUpLate(List<Outgoing> batch) {
		List<Outgoing> late = batch.stream().filter(Outgoing::becomesLate).toList();
		complete(late, new UnknownOutcomeException(
				"message: begun, and not handed to the operating system in time; the peer does not read", null));
	}

	static NotSentException timeLimit() {
		return new NotSentException("message: withdrawn, not begun within the send timeout; the peer does not read",
				null);
	}

	// --- the end

	/**
	 * Runs an action once everything that is queued has been written. No message may be
	 * added after that.
	 */
	void whenEmpty(Runnable action) {
		this.whenEmpty = action;
		drain();
	}

	private void tellWhenEmpty() {
		Runnable action = this.whenEmpty;
		if (action != null && this.begun.isEmpty() && this.queue.isEmpty()) {
			this.whenEmpty = null;
			action.run();
		}
	}

	/**
	 * Fails everything that is queued, now and later: the connection is gone.
	 */
	void fail(String why) {
		this.whenEmpty = null;
		this.failed = why;
		failQueued(why);
	}

	private void failQueued(String why) {
		List<Outgoing> withdrawn = new ArrayList<>();
		for (Outgoing message = this.queue.poll(); message != null; message = this.queue.poll()) {
			this.room.giveBack(message.cost());
			if (message.withdraw()) {
				withdrawn.add(message);
			}
		}
		complete(withdrawn, new NotSentException("message: not sent, " + why, null));
	}

}
