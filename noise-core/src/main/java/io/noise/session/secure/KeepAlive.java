package io.noise.session.secure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionLimits;
import io.noise.wire.ProgressTimeout;
import io.noise.wire.WriteProgress;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the other end is alive: that it is heard of, that it goes on with the
 * record it began, and that it takes what is written. Slow is not dead: whatever moves at
 * the least rate of a {@link ProgressTimeout} lives. Reports progress to the other end
 * while messages come, since it sees nothing else of it but what its operating system
 * shows. The event loop's alone.
 */
final class KeepAlive {

	/** A connection that is watched. */
	interface Connection {

		/** The bytes that have come of messages, complete or not. */
		long messageBytes();

		/** The bytes that have reached the other end, as it says. */
		long reportedBytes();

		/** Asks for a sign of life: nothing was heard for the ping interval. */
		void ask();

		/** Tells the other end how much of its messages has come. */
		void reportProgress();

		/** Ends the connection: the other end does not live. */
		void dead(SessionException why);

	}

	/** The checks within the shortest of the time limits. */
	private static final int CHECKS = 4;

	private final Channel channel;

	private final SessionLimits limits;

	private final RecordDecoder decoder;

	private final Connection connection;

	private final WriteProgress progress;

	private final ProgressTimeout timeout;

	private @Nullable Future<?> timer;

	/** Whether a ping waits for a sign of life. */
	private boolean asked;

	private long askedNanos;

	/** The time at which something that was stuck was last taken. */
	private long takenNanos;

	private boolean wasStuck;

	private long writtenBytes;

	private long reportedBytes;

	/** The most there was; what turns out not to be messages counts once. */
	private long messageBytes;

	private boolean messagesCame;

	/**
	 * A watch over one connection.
	 * @param channel where it is checked and written
	 * @param limits its time limits
	 * @param decoder tells what has come
	 * @param encoder tells what was handed on to be written
	 * @param connection told what becomes of it
	 */
	KeepAlive(Channel channel, SessionLimits limits, RecordDecoder decoder, RecordEncoder encoder,
			Connection connection) {
		this.channel = channel;
		this.limits = limits;
		this.decoder = decoder;
		this.connection = connection;
		this.progress = new WriteProgress(channel, encoder::sealedBytes);
		this.timeout = new ProgressTimeout(limits.stallTimeout());
	}

	void start() {
		this.takenNanos = now();
		this.timeout.begin(this.takenNanos);
		AwakeCiphers.here().letRest(this.takenNanos);
		schedule(period());
	}

	void stop() {
		if (this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
	}

	private long period() {
		long stallOrPing = Math.min(this.limits.stallTimeout().toNanos(), this.limits.pingInterval().toNanos());
		return Math.min(stallOrPing, this.limits.frameTimeout().toNanos()) / CHECKS;
	}

	private long now() {
		return this.channel.eventLoop().ticker().nanoTime();
	}

	private void schedule(long nanos) {
		this.timer = this.channel.eventLoop()
			.schedule(this::check, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
	}

	private void check() {
		long now = now();
		note(now);
		AwakeCiphers.here().letRest(now);
		if (this.decoder.isUnfinished(now)) {
			dead(Fault.UNFINISHED, "it did not finish a record", this.limits.frameTimeout());
		}
		else if (this.timeout.leftNanos(now) <= 0) {
			dead(Fault.STALLED, "it took nothing of what is written", this.limits.stallTimeout());
		}
		else if (isSilent(now)) {
			dead(Fault.SILENT, "nothing was heard of it, not even the answer to a ping,",
					this.limits.pingInterval().plus(this.limits.pingTimeout()));
		}
		else {
			if (this.messagesCame) {
				this.connection.reportProgress();
			}
			long untilSilence = this.limits.pingInterval().toNanos() - (now - lifeNanos());
			long untilDeath = this.limits.pingTimeout().toNanos() - (now - this.askedNanos);
			schedule(Math.min(period(), this.asked ? untilDeath : untilSilence));
		}
	}

	/**
	 * The last sign of life: something was heard, or its operating system took something.
	 */
	private long lifeNanos() {
		long heard = this.decoder.heardNanos();
		return (this.takenNanos - heard > 0) ? this.takenNanos : heard;
	}

	/**
	 * Asks first, however long it was silent: it may be this end that slept. A ping that
	 * was answered before that sleep is none to wait for.
	 */
	private boolean isSilent(long now) {
		boolean silent = now - lifeNanos() >= this.limits.pingInterval().toNanos();
		boolean unanswered = this.asked && this.askedNanos - lifeNanos() > 0;
		if (silent && !unanswered) {
			this.askedNanos = now;
			this.connection.ask();
		}
		this.asked = silent;
		return silent && now - this.askedNanos >= this.limits.pingTimeout().toNanos();
	}

	/**
	 * Notes what has moved since the last check: what was written, what of it the other
	 * end says has reached it, which is never more, and what came of messages, which
	 * credit bounds. What is queued after what does not move is no progress, nor are
	 * control frames, of which anybody can send any number.
	 */
	private void note(long now) {
		long written = this.progress.takenBytes();
		long reported = Math.max(this.reportedBytes, Math.min(this.connection.reportedBytes(), written));
		long messages = Math.max(this.messageBytes, this.connection.messageBytes());
		boolean taken = written != this.writtenBytes;
		boolean stuck = this.progress.isPending();
		if (taken && this.wasStuck) {
			this.takenNanos = now;
		}
		if (!stuck) {
			this.timeout.begin(now);
		}
		this.messagesCame = messages > this.messageBytes;
		this.timeout.moved(Math.max(Math.max(written - this.writtenBytes, reported - this.reportedBytes),
				messages - this.messageBytes), now);
		this.wasStuck = stuck;
		this.writtenBytes = written;
		this.reportedBytes = reported;
		this.messageBytes = messages;
	}

	private void dead(Fault fault, String what, Duration limit) {
		this.connection
			.dead(new SessionException(fault, "the other side is taken for dead: " + what + " within " + limit));
	}

}
