package io.noise.session.secure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;

import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionLimits;
import io.noise.wire.Pace;
import io.noise.wire.WriteProgress;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the other end is alive: that it is heard of, that it goes on with the
 * record it began, and that it takes what is written. Slow is not dead: whatever moves at
 * the least rate of a {@link Pace} lives. Gives the other end a sign while messages come,
 * since it sees nothing else of their progress but what its operating system shows. The
 * event loop's alone.
 */
final class Vitals {

	/** What it watches and tells. */
	interface Patient {

		/** When bytes of it last came. */
		long heardNanos();

		/** How much has come that messages, complete or not, are made of. */
		long messageBytes();

		/** Whether it began a record and does not go on with it. */
		boolean hasUnfinishedRecord(long now);

		/** How much was handed to its channel to be written, since its beginning. */
		long handedOnBytes();

		/** How much of that has reached it, as it says. */
		long reportedBytes();

		/** Nothing was heard for the ping interval. */
		void ask();

		/** Messages come, and it shall know. */
		void giveSign();

		/** It does not live. */
		void dead(SessionException why);

	}

	/** How often is looked, in parts of the shortest of the times. */
	private static final int LOOKS = 4;

	private final Channel channel;

	private final SessionLimits limits;

	private final Patient patient;

	private final WriteProgress progress;

	private final Pace pace;

	private @Nullable Future<?> timer;

	/** Whether it was asked for a sign of life, and has given none. */
	private boolean asked;

	private long askedNanos;

	/** When something that was stuck was last taken. */
	private long takenNanos;

	private boolean wasStuck;

	private long writtenBytes;

	private long reportedBytes;

	/** The most there was: what turns out not to be messages counts once. */
	private long messageBytes;

	private boolean messagesCame;

	Vitals(Channel channel, SessionLimits limits, Patient patient) {
		this.channel = channel;
		this.limits = limits;
		this.patient = patient;
		this.progress = new WriteProgress(channel, patient::handedOnBytes);
		this.pace = new Pace(limits.stallTimeout());
	}

	void start() {
		this.takenNanos = now();
		this.pace.begin(this.takenNanos);
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
		return Math.min(stallOrPing, this.limits.frameTimeout().toNanos()) / LOOKS;
	}

	private long now() {
		return this.channel.eventLoop().ticker().nanoTime();
	}

	private void schedule(long nanos) {
		this.timer = this.channel.eventLoop()
			.schedule(this::look, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
	}

	private void look() {
		long now = now();
		note(now);
		if (this.patient.hasUnfinishedRecord(now)) {
			dead(Fault.UNFINISHED, "it did not finish a record", this.limits.frameTimeout());
		}
		else if (this.pace.leftNanos(now) <= 0) {
			dead(Fault.STALLED, "it took nothing of what is written", this.limits.stallTimeout());
		}
		else if (isSilent(now)) {
			dead(Fault.SILENT, "nothing was heard of it, not even the answer to a ping,",
					this.limits.pingInterval().plus(this.limits.pingTimeout()));
		}
		else {
			if (this.messagesCame) {
				this.patient.giveSign();
			}
			long untilSilence = this.limits.pingInterval().toNanos() - (now - lifeNanos());
			long untilDeath = this.limits.pingTimeout().toNanos() - (now - this.askedNanos);
			schedule(Math.min(period(), this.asked ? untilDeath : untilSilence));
		}
	}

	/** That it was heard of, or that its operating system has taken something. */
	private long lifeNanos() {
		long heard = this.patient.heardNanos();
		return (this.takenNanos - heard > 0) ? this.takenNanos : heard;
	}

	/**
	 * Asks first, however long it was silent: it may be this end that slept.
	 */
	private boolean isSilent(long now) {
		boolean silent = now - lifeNanos() >= this.limits.pingInterval().toNanos();
		if (silent && !this.asked) {
			this.askedNanos = now;
			this.patient.ask();
		}
		this.asked = silent;
		return silent && now - this.askedNanos >= this.limits.pingTimeout().toNanos();
	}

	/**
	 * Notes what has moved since the last look: what was written, what of it the other
	 * end says has reached it, which is never more, and what came of messages, which
	 * credit bounds. What is queued behind what does not move is no progress, nor are
	 * control frames, of which anybody can send any number.
	 */
	private void note(long now) {
		long written = this.progress.takenBytes();
		long reported = Math.max(this.reportedBytes, Math.min(this.patient.reportedBytes(), written));
		long messages = Math.max(this.messageBytes, this.patient.messageBytes());
		boolean taken = written != this.writtenBytes;
		boolean stuck = this.progress.isPending();
		if (taken && this.wasStuck) {
			this.takenNanos = now;
		}
		if (!stuck) {
			this.pace.begin(now);
		}
		this.messagesCame = messages > this.messageBytes;
		this.pace.moved(Math.max(Math.max(written - this.writtenBytes, reported - this.reportedBytes),
				messages - this.messageBytes), now);
		this.wasStuck = stuck;
		this.writtenBytes = written;
		this.reportedBytes = reported;
		this.messageBytes = messages;
	}

	private void dead(Fault fault, String what, Duration limit) {
		this.patient
			.dead(new SessionException(fault, "the other side is taken for dead: " + what + " within " + limit));
	}

}
