package io.noise.session.secure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;

import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionLimits;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the other end is alive: that it is heard of, that it finishes the
 * record it began, and that it takes what is written. The event loop's alone.
 */
final class Vitals {

	/** What it watches and tells. */
	interface Patient {

		/** When it was last heard of. */
		long heardNanos();

		/** When it began a record that is not complete; negative if there is none. */
		long recordBegunAgoNanos(long now);

		/** Nothing was heard for the ping interval. */
		void ask();

		/** It does not live. */
		void dead(SessionException why);

	}

	/** How often is looked at what is written, in parts of the time it may stall. */
	private static final int LOOKS = 4;

	private final Channel channel;

	private final SessionLimits limits;

	private final Patient patient;

	private @Nullable Future<?> timer;

	private boolean asked;

	private long progress = -1;

	private long progressNanos;

	Vitals(Channel channel, SessionLimits limits, Patient patient) {
		this.channel = channel;
		this.limits = limits;
		this.patient = patient;
	}

	void start() {
		this.progressNanos = System.nanoTime();
		schedule(period());
	}

	void stop() {
		if (this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
	}

	private long period() {
		return Math.min(this.limits.stallTimeout().toNanos(), this.limits.pingInterval().toNanos()) / LOOKS;
	}

	private void schedule(long nanos) {
		this.timer = this.channel.eventLoop()
			.schedule(this::look, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
	}

	private void look() {
		long now = System.nanoTime();
		long silence = now - this.patient.heardNanos();
		long toAsk = this.limits.pingInterval().toNanos();
		long toDie = toAsk + this.limits.pingTimeout().toNanos();
		if (silence >= toDie) {
			dead(Fault.SILENT, "nothing was heard of it, not even the answer to a ping,", Duration.ofNanos(toDie));
		}
		else if (this.patient.recordBegunAgoNanos(now) >= this.limits.frameTimeout().toNanos()) {
			dead(Fault.SILENT, "it did not finish a record", this.limits.frameTimeout());
		}
		else if (hasStalled(now)) {
			dead(Fault.STALLED, "it took nothing of what is written", this.limits.stallTimeout());
		}
		else {
			boolean silent = silence >= toAsk;
			if (silent && !this.asked) {
				this.patient.ask();
			}
			this.asked = silent;
			schedule(Math.min(period(), (silent ? toDie : toAsk) - silence));
		}
	}

	private boolean hasStalled(long now) {
		ChannelOutboundBuffer pending = this.channel.unsafe().outboundBuffer();
		if (pending == null || pending.isEmpty()) {
			this.progress = -1;
			this.progressNanos = now;
			return false;
		}
		// Falls as whole buffers leave, rises as part of one does or more is queued.
		long current = 31 * pending.totalPendingWriteBytes() + pending.currentProgress();
		if (current != this.progress) {
			this.progress = current;
			this.progressNanos = now;
		}
		return now - this.progressNanos >= this.limits.stallTimeout().toNanos();
	}

	private void dead(Fault fault, String what, Duration limit) {
		this.patient
			.dead(new SessionException(fault, "the other side is taken for dead: " + what + " within " + limit));
	}

}
