package io.noise.queue;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.noise.message.DisconnectException;
import org.jspecify.annotations.Nullable;

/**
 * The send side of one connection. Any thread queues messages; the event loop writes
 * them, many in one buffer, with one write and one flush per batch. Every accepted
 * message completes: it is written; or withdrawn at its time limit, if it has not begun
 * by then; or it fails because nothing is accepted for the stall timeout after that; or
 * it fails with the connection.
 */
public final class Outbox {

	private static final int URGENT_BYTES = 256;

	private static final int MAX_BATCH_MESSAGES = 1024;

	private static final int MAX_BATCH_BYTES = 64 << 10;

	private final Channel channel;

	private final Completions completions;

	private final OutboxFrames frames;

	private final ByteBudget room;

	private final SendQueue queue;

	private final UrgentFrames urgent = new UrgentFrames();

	private final Predicate<QueuedMessage> admits;

	private final AtomicBoolean drainScheduled = new AtomicBoolean();

	/** The time at which the event loop was called, set before it is. */
	private volatile long calledNanos;

	// The rest is used on the event loop only.

	private final OutboxWrites writes;

	private final Consumer<Throwable> failed;

	private boolean timerRuns;

	private @Nullable Runnable whenEmpty;

	/** The reason for which nothing more is sent, null while the connection sends. */
	private @Nullable String over;

	/**
	 * Creates an empty outbox.
	 * @param channel the connection
	 * @param room the room of the queue, which each message has taken when it is added
	 * @param frames makes frames of messages
	 * @param writes the messages that are being written, none yet
	 * @param failed ends the connection, because a message could not be encoded or
	 * written
	 */
	public Outbox(Channel channel, ByteBudget room, OutboxFrames frames, OutboxWrites writes,
			Consumer<Throwable> failed) {
		this.channel = channel;
		this.room = room;
		this.queue = new SendQueue(room);
		this.frames = frames;
		this.writes = writes;
		this.completions = writes.completions();
		this.failed = failed;
		this.admits = (message) -> frames.admits(message.length());
	}

	/**
	 * Returns the room of the queue.
	 */
	public ByteBudget room() {
		return this.room;
	}

	/**
	 * Queues a message that has taken its room. Called by any thread.
	 */
	public void add(QueuedMessage message) {
		this.queue.add(message);
		drainSoon();
	}

	/**
	 * Queues a frame that goes before all messages and needs neither room nor credit.
	 * Called by any thread.
	 */
	public void addUrgent(UrgentFrame frame) {
		this.urgent.add(frame);
		drainSoon();
	}

	/**
	 * Gives the room of a withdrawn message back. Called by any thread.
	 */
	public void forget(QueuedMessage message) {
		this.queue.withdrawn(message);
		// Smaller messages after it may have room now.
		drainSoon();
	}

	/**
	 * Returns the time of the clock, or that at which the event loop was called if it has
	 * not come yet. To read the clock for each message took 8 % of a thread that sends
	 * messages of 64 B. From any thread.
	 */
	public long recentNanos() {
		return this.drainScheduled.get() ? this.calledNanos : now();
	}

	private void drainSoon() {
		if (this.drainScheduled.get()) {
			return;
		}
		this.calledNanos = now();
		if (this.drainScheduled.compareAndSet(false, true)) {
			try {
				this.channel.eventLoop().execute(this::drain);
			}
			catch (RejectedExecutionException ex) {
				this.drainScheduled.set(false);
				// The event loop fails the messages that it holds.
				this.completions.notSent(this.queue.withdrawQueued(), "the node is closed");
			}
		}
	}

	/**
	 * Writes queued messages for as long as the channel accepts them.
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
		while (this.over == null && this.channel.isWritable() && (writeUrgent() || writeBatch())) {
			wrote = true;
		}
		if (wrote) {
			this.channel.flush();
		}
		startTimer();
		this.writes.startTimer();
		tellWhenEmpty();
	}

	/**
	 * Writes frames that go before messages into one buffer.
	 * @return false if there are none
	 */
	private boolean writeUrgent() {
		UrgentFrame next = this.urgent.poll();
		if (next == null) {
			return false;
		}
		List<UrgentFrame> batch = new ArrayList<>();
		ByteBuf out = this.frames.buffer(URGENT_BYTES);
		try {
			while (next != null) {
				batch.add(next);
				next.encode(this.frames, out);
				boolean full = batch.size() >= MAX_BATCH_MESSAGES || out.readableBytes() >= MAX_BATCH_BYTES;
				next = full ? null : this.urgent.poll();
			}
		}
		catch (Throwable ex) {
			out.release();
			giveUp(List.of(), ex);
			return false;
		}
		if (!out.isReadable()) {
			out.release();
			batch.forEach(UrgentFrame::left);
			return true;
		}
		this.channel.write(out).addListener((done) -> {
			batch.forEach(UrgentFrame::left);
			if (!done.isSuccess() && !(done.cause() instanceof ClosedChannelException)) {
				this.failed.accept(done.cause());
			}
		});
		return true;
	}

	/**
	 * Writes a batch of messages into one buffer.
	 * @return false if no message can be written now
	 */
	private boolean writeBatch() {
		List<QueuedMessage> batch = new ArrayList<>();
		ByteBuf out = null;
		int bytes = 0;
		try {
			while (batch.size() < MAX_BATCH_MESSAGES && bytes < MAX_BATCH_BYTES && beginNext(batch)) {
				QueuedMessage next = batch.get(batch.size() - 1);
				if (out == null) {
					out = this.frames.buffer(next.cost() + (int) Math.min(this.room.used(), MAX_BATCH_BYTES));
				}
				next.encode(this.frames, out);
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
		this.writes.add(batch);
		this.channel.write(out).addListener((done) -> finish(batch, done));
		return true;
	}

	/**
	 * Adds the next message that was not withdrawn to a batch, if the other side has room
	 * for it.
	 */
	private boolean beginNext(List<QueuedMessage> batch) {
		QueuedMessage next = this.writes.unpark();
		if (next == null) {
			next = this.queue.poll(this.admits);
			if (next == null) {
				return false;
			}
			batch.add(next);
			next.become(this.frames.transform(next.body()));
		}
		else {
			batch.add(next);
		}
		if (!this.admits.test(next)) {
			// An interceptor may use its array again.
			next.become(next.body().clone());
			this.writes.park(batch.remove(batch.size() - 1));
			return false;
		}
		return true;
	}

	/**
	 * Ends the connection, because the last message of a batch cannot be encoded. Nothing
	 * of the batch was written.
	 */
	private void giveUp(List<QueuedMessage> batch, Throwable failure) {
		String why = "a message before it could not be encoded";
		this.over = why;
		// First, so that code that learns of a failure sees that the peer is gone.
		this.failed.accept(failure);
		if (!batch.isEmpty()) {
			this.completions.notEncoded(batch, failure);
		}
		failWaiting(why);
	}

	private void finish(List<QueuedMessage> batch, Future<?> done) {
		this.writes.remove(batch);
		if (done.isSuccess()) {
			this.completions.written(batch);
			sent(batch.size());
		}
		else {
			if (!(done.cause() instanceof ClosedChannelException)) {
				// Code that closed the channel knows the reason.
				this.failed.accept(done.cause());
			}
			this.completions.lost(batch, done.cause());
		}
		tellWhenEmpty();
	}

	private void sent(int messages) {
		try {
			this.frames.sent(messages);
		}
		catch (DisconnectException ex) {
			this.failed.accept(ex);
		}
	}

	// --- time limits

	private void startTimer() {
		QueuedMessage oldest = this.timerRuns ? null : this.queue.oldest();
		if (oldest != null) {
			this.timerRuns = true;
			schedule(this::expire, oldest.nanosLeft(now()));
		}
	}

	private long now() {
		return this.channel.eventLoop().ticker().nanoTime();
	}

	private void schedule(Runnable task, long nanos) {
		this.channel.eventLoop()
			.schedule(task, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
	}

	private void expire() {
		this.timerRuns = false;
		this.completions.withdrawn(this.queue.withdrawLate(now()));
		// Smaller messages after a withdrawn one may have room.
		writeOn();
	}

	// --- the end

	/**
	 * Runs an action once all queued messages are written. Messages added after that
	 * fail.
	 * @param why the reason for which they fail, in words
	 * @param action the action
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
		if (action != null && this.writes.isEmpty() && this.queue.isEmpty() && this.urgent.isEmpty()) {
			this.whenEmpty = null;
			action.run();
		}
	}

	/**
	 * Fails all messages, queued now or later, because the connection has ended.
	 */
	public void fail(String why) {
		this.whenEmpty = null;
		this.over = why;
		failWaiting(why);
	}

	private void failWaiting(String why) {
		QueuedMessage parked = this.writes.unpark();
		if (parked != null) {
			parked.letGo();
			this.completions.notSent(List.of(parked), why);
		}
		this.completions.notSent(this.queue.withdrawAll(), why);
	}

}
