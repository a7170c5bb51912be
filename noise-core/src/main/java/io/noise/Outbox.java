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

		/** Whether the other end takes a message now. */
		boolean admits(Outgoing message);

		/** Whether the other end takes what became of a message now. */
		boolean admits(byte[] frame);

		/** Somewhere to write frames. */
		ByteBuf buffer(int bytes);

		/**
		 * Makes the body of a frame of a message: the last thing that happens to it.
		 * @throws RuntimeException if it cannot be
		 */
		byte[] transform(Outgoing message);

		/** Writes a frame. */
		void encode(byte[] frame, ByteBuf out);

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

	/**
	 * The first in the queue, taken out of it, where the other end does not take it yet.
	 */
	private @Nullable Outgoing head;

	/** A message that has begun, where the other end does not take it yet. */
	private @Nullable Parked parked;

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
		while (this.channel.isWritable() && writeBatch()) {
			wrote = true;
		}
		if (wrote) {
			this.channel.flush();
		}
		startTimer();
		tellWhenEmpty();
	}

	/**
	 * Writes the next messages, few enough for one buffer.
	 * @return false if there are none that may go now
	 */
	private boolean writeBatch() {
		List<Outgoing> batch = new ArrayList<>();
		ByteBuf out = null;
		int bytes = 0;
		while (this.failed == null && batch.size() < MAX_BATCH_MESSAGES && bytes < MAX_BATCH_BYTES) {
			Parked next = next();
			if (next == null) {
				break;
			}
			if (out == null) {
				out = this.encoder.buffer(next.message().cost() + (int) Math.min(this.room.used(), MAX_BATCH_BYTES));
			}
			this.encoder.encode(next.frame, out);
			batch.add(next.message());
			bytes += next.message().cost();
		}
		if (out == null) {
			return false;
		}
		this.begun.add(batch);
		this.channel.write(out).addListener((done) -> finish(batch, done));
		return true;
	}

	/** The next message that is still wanted, if the other end takes it now. */
	private @Nullable Parked next() {
		Parked next = this.parked;
		if (next == null) {
			Outgoing message = nextBegun();
			next = (message != null) ? transformed(message) : null;
		}
		this.parked = null;
		if (next != null && !this.encoder.admits(next.frame)) {
			// It grew when it was sealed.
			this.parked = next;
			return null;
		}
		return next;
	}

	private @Nullable Outgoing nextBegun() {
		while (true) {
			Outgoing next = (this.head != null) ? this.head : this.queue.poll();
			this.head = null;
			if (next == null) {
				return null;
			}
			if (next.isWanted() && !this.encoder.admits(next)) {
				this.head = next;
				return null;
			}
			this.room.giveBack(next.cost());
			if (next.begin()) {
				return next;
			}
		}
	}

	private @Nullable Parked transformed(Outgoing message) {
		try {
			return new Parked(message, this.encoder.transform(message));
		}
		catch (Throwable ex) {
			this.encoder.failed(ex);
			complete(List.of(message), new NotSentException("message: not encoded: " + ex, ex));
			fail("a message before it could not be encoded");
			return null;
		}
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
		if (this.parked != null && this.parked.message().isAwaited()) {
			return this.parked.message();
		}
		return (this.head != null) ? this.head : this.queue.peek();
	}

	private void expire() {
		this.timerRuns = false;
		List<Outgoing> withdrawn = new ArrayList<>();
		Outgoing first = this.head;
		if (first != null && (first.nanosLeft() <= 0 || !first.isWanted())) {
			this.head = null;
			withdraw(first, withdrawn);
		}
		Iterator<Outgoing> queued = this.queue.iterator();
		while (queued.hasNext()) {
			Outgoing message = queued.next();
			if (message.nanosLeft() > 0) {
				break;
			}
			queued.remove();
			withdraw(message, withdrawn);
		}
		complete(withdrawn, timeLimit());
		this.begun.forEach(this::giveUpLate);
		if (this.parked != null) {
			giveUpLate(List.of(this.parked.message()));
		}
		startTimer();
		tellWhenEmpty();
	}

	private void withdraw(Outgoing message, List<Outgoing> withdrawn) {
		this.room.giveBack(message.cost());
		if (message.withdraw()) {
			withdrawn.add(message);
		}
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
		if (action != null && this.begun.isEmpty() && this.queue.isEmpty() && this.head == null
				&& this.parked == null) {
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
		if (this.parked != null) {
			withdrawn.add(this.parked.message());
			this.parked = null;
		}
		if (this.head != null) {
			withdraw(this.head, withdrawn);
			this.head = null;
		}
		for (Outgoing message = this.queue.poll(); message != null; message = this.queue.poll()) {
			withdraw(message, withdrawn);
		}
		complete(withdrawn, new NotSentException("message: not sent, " + why, null));
	}

	/** A message that has begun, and what became of it. */
	private static final class Parked {

		private final Outgoing message;

		private final byte[] frame;

		Parked(Outgoing message, byte[] frame) {
			this.message = message;
			this.frame = frame;
		}

		Outgoing message() {
			return this.message;
		}

	}

}
