package io.noise.queue;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What one connection sends: any thread queues messages, the event loop drains them, many
 * into one buffer, with one write and one flush a batch. Every message that gets in comes
 * to an end: written, withdrawn when its time is over before it has begun, failed because
 * nothing is taken for the stall timeout after that, or failed with the connection.
 */
public final class Outbox {

	/** Puts messages on the wire. Called on the event loop. */
	public interface Encoder {

		/** Whether the other end takes a message of this length now. */
		boolean admits(int bytes);

		/** Somewhere to write frames. */
		ByteBuf buffer(int bytes);

		/**
		 * Makes the body of a frame of a message: the last thing that happens to it.
		 * @throws RuntimeException if it cannot be
		 */
		byte[] transform(byte[] message);

		/** Writes a frame. */
		void encode(byte[] frame, ByteBuf out);

		/** How many bytes the operating system has taken until now. */
		long takenBytes();

		/** These messages were handed to the operating system. */
		void written(int messages);

		/**
		 * A message could not be encoded, or not written: the connection cannot go on.
		 */
		void failed(Throwable failure);

	}

	private static final int MAX_BATCH_MESSAGES = 256;

	private static final int MAX_BATCH_BYTES = 64 << 10;

	/** How often is looked within the stall timeout. */
	private static final int STALL_LOOKS = 4;

	private final Channel channel;

	private final Completions completions;

	private final Encoder encoder;

	private final ByteBudget room;

	private final Duration stallTimeout;

	private final SendQueue queue;

	private final Predicate<QueuedMessage> admits;

	private final AtomicBoolean drainScheduled = new AtomicBoolean();

	// From here on: the event loop's alone.

	private final Deque<List<QueuedMessage>> begun = new ArrayDeque<>();

	/**
	 * One that has begun, and grew so much by that that the other end does not take it
	 * yet.
	 */
	private @Nullable QueuedMessage parked;

	private boolean timerRuns;

	private boolean stallTimerRuns;

	/** What was taken when it was looked last, and when that was seen. */
	private long takenBytes;

	private long takenNanos;

	private @Nullable Runnable whenEmpty;

	/** Why nothing more is sent, once that is so. */
	private @Nullable String over;

	/**
	 * An empty outbox.
	 * @param peer whose it is, as exceptions call it
	 * @param channel where to write
	 * @param room what messages have taken that are added
	 * @param stallTimeout how long nothing may be taken of what has begun
	 * @param encoder makes frames of them
	 */
	public Outbox(String peer, Channel channel, ByteBudget room, Duration stallTimeout, Encoder encoder) {
		this.channel = channel;
		this.completions = new Completions(peer);
		this.room = room;
		this.stallTimeout = stallTimeout;
		this.queue = new SendQueue(room);
		this.encoder = encoder;
		this.admits = (message) -> encoder.admits(message.length());
	}

	/**
	 * Takes a message for which there is room. From any thread.
	 */
	public void add(QueuedMessage message) {
		this.queue.add(message);
		drainSoon();
	}

	/**
	 * Makes room for others where a message was called back. From any thread.
	 */
	public void forget(QueuedMessage message) {
		this.queue.withdrawn(message);
		// It may have been what the others stood behind.
		drainSoon();
	}

	private void drainSoon() {
		if (this.drainScheduled.compareAndSet(false, true)) {
			try {
				this.channel.eventLoop().execute(this::drain);
			}
			catch (RejectedExecutionException ex) {
				this.drainScheduled.set(false);
				// What is the event loop's was failed by it, or is about to be.
				this.completions.notSent(this.queue.withdrawQueued(), "the node is closed");
			}
		}
	}

	/**
	 * Writes what is queued, as long as the channel takes it.
	 */
	public void drain() {
		this.drainScheduled.set(false);
		if (this.over != null) {
			failWaiting(this.over);
			return;
		}
		this.queue.sweep();
		writeOn();
	}

	private void writeOn() {
		boolean wrote = false;
		while (this.over == null && this.channel.isWritable() && writeBatch()) {
			wrote = true;
		}
		if (wrote) {
			this.channel.flush();
		}
		startTimer();
		startStallTimer();
		tellWhenEmpty();
	}

	/**
	 * Writes the next messages, few enough for one buffer.
	 * @return false if there are none that may go now
	 */
	private boolean writeBatch() {
		List<QueuedMessage> batch = new ArrayList<>();
		ByteBuf out = null;
		int bytes = 0;
		try {
			while (batch.size() < MAX_BATCH_MESSAGES && bytes < MAX_BATCH_BYTES && beginNext(batch)) {
				QueuedMessage next = batch.get(batch.size() - 1);
				if (out == null) {
					out = this.encoder.buffer(next.cost() + (int) Math.min(this.room.used(), MAX_BATCH_BYTES));
				}
				this.encoder.encode(next.body(), out);
				next.letGo();
				bytes += next.cost();
			}
		}
		catch (Throwable ex) {
			if (out != null) {
				out.release();
			}
			giveUp(batch, ex);
			return false;
		}
		if (out == null) {
			return false;
		}
		moved();
		this.begun.add(batch);
		this.channel.write(out).addListener((done) -> finish(batch, done));
		return true;
	}

	/**
	 * Adds the next message that is still wanted to a batch, if the other end takes it
	 * now.
	 */
	private boolean beginNext(List<QueuedMessage> batch) {
		QueuedMessage next = this.parked;
		if (next == null) {
			next = this.queue.poll(this.admits);
			if (next == null) {
				return false;
			}
			batch.add(next);
			next.become(this.encoder.transform(next.body()));
		}
		else {
			batch.add(next);
			this.parked = null;
		}
		if (!this.admits.test(next)) {
			moved();
			// What an interceptor made may be an array that it uses again.
			next.become(next.body().clone());
			this.parked = batch.remove(batch.size() - 1);
			return false;
		}
		return true;
	}

	/** The last of a batch cannot be encoded, and nothing of the batch was written. */
	private void giveUp(List<QueuedMessage> batch, Throwable failure) {
		String why = "a message before it could not be encoded";
		this.over = why;
		// First: who is told of a failure sees that the peer is gone.
		this.encoder.failed(failure);
		this.completions.notEncoded(batch, failure);
		failWaiting(why);
	}

	private void finish(List<QueuedMessage> batch, Future<?> done) {
		// Netty completes writes in their order, but for those that it never began.
		this.begun.removeFirstOccurrence(batch);
		if (done.isSuccess()) {
			this.completions.written(batch);
			this.encoder.written(batch.size());
		}
		else {
			if (!(done.cause() instanceof ClosedChannelException)) {
				// Else somebody has closed it, and knows better why.
				this.encoder.failed(done.cause());
			}
			this.completions.lost(batch, done.cause());
		}
		tellWhenEmpty();
	}

	// --- time limits

	private void startTimer() {
		QueuedMessage oldest = this.timerRuns ? null : this.queue.oldest();
		if (oldest != null) {
			this.timerRuns = true;
			schedule(this::expire, oldest.nanosLeft());
		}
	}

	private void schedule(Runnable task, long nanos) {
		this.channel.eventLoop()
			.schedule(task, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
	}

	private void expire() {
		this.timerRuns = false;
		this.completions.withdrawn(this.queue.withdrawLate());
		// What stood behind one that was withdrawn may be small enough to go.
		writeOn();
	}

	private boolean nothingHasBegun() {
		return this.begun.isEmpty() && this.parked == null;
	}

	/** The first of what begins has all the time. */
	private void moved() {
		if (nothingHasBegun()) {
			this.takenBytes = this.encoder.takenBytes();
			this.takenNanos = now();
		}
	}

	private long now() {
		return this.channel.eventLoop().ticker().nanoTime();
	}

	private void startStallTimer() {
		if (!this.stallTimerRuns && !nothingHasBegun()) {
			this.stallTimerRuns = true;
			schedule(this::look, this.stallTimeout.toNanos() / STALL_LOOKS);
		}
	}

	private void look() {
		this.stallTimerRuns = false;
		long taken = this.encoder.takenBytes();
		long now = now();
		if (taken != this.takenBytes) {
			this.takenBytes = taken;
			this.takenNanos = now;
		}
		else if (now - this.takenNanos >= this.stallTimeout.toNanos()) {
			this.takenNanos = now;
			this.begun.forEach((batch) -> this.completions.stalled(batch, this.stallTimeout));
			if (this.parked != null) {
				this.completions.stalled(List.of(this.parked), this.stallTimeout);
			}
		}
		startStallTimer();
	}

	// --- the end

	/**
	 * Runs an action once everything that is queued has been written. What is added after
	 * that fails.
	 * @param why why it does, in words
	 * @param action what to do
	 */
	public void end(String why, Runnable action) {
		this.whenEmpty = () -> {
			this.over = why;
			action.run();
		};
		drain();
	}

	private void tellWhenEmpty() {
		Runnable action = this.whenEmpty;
		if (action != null && nothingHasBegun() && this.queue.isEmpty()) {
			this.whenEmpty = null;
			action.run();
		}
	}

	/**
	 * Fails everything that is queued, now and later: the connection is gone.
	 */
	public void fail(String why) {
		this.whenEmpty = null;
		this.over = why;
		failWaiting(why);
	}

	private void failWaiting(String why) {
		if (this.parked != null) {
			this.parked.letGo();
			this.completions.notSent(List.of(this.parked), why);
			this.parked = null;
		}
		this.completions.notSent(this.queue.withdrawAll(), why);
	}

}
