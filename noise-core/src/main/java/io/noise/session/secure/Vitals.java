package io.noise.session.secure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.netty.buffer.ByteBuf;
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

		/** How much was handed to its channel to be written, since its beginning. */
		long handedOnBytes();

		/** Nothing was heard for the ping interval. */
		void ask();

		/** It does not live. */
		void dead(SessionException why);

	}

	/** How often is looked, in parts of the shortest of the times. */
	private static final int LOOKS = 4;

	private final Channel channel;

	private final SessionLimits limits;

	private final Patient patient;

	private @Nullable Future<?> timer;

	/** Whether it was asked for a sign of life, and has given none. */
	private boolean asked;

	private long askedNanos;

	private long writtenBytes;

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
		long stallOrPing = Math.min(this.limits.stallTimeout().toNanos(), this.limits.pingInterval().toNanos());
		return Math.min(stallOrPing, this.limits.frameTimeout().toNanos()) / LOOKS;
	}

	private void schedule(long nanos) {
		this.timer = this.channel.eventLoop()
			.schedule(this::look, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
	}

	private void look() {
		long now = System.nanoTime();
		if (this.patient.recordBegunAgoNanos(now) >= this.limits.frameTimeout().toNanos()) {
			dead(Fault.UNFINISHED, "it did not finish a record", this.limits.frameTimeout());
		}
		else if (hasStalled(now)) {
			dead(Fault.STALLED, "it took nothing of what is written", this.limits.stallTimeout());
		}
		else if (isSilent(now)) {
			dead(Fault.SILENT, "nothing was heard of it, not even the answer to a ping,",
					this.limits.pingInterval().plus(this.limits.pingTimeout()));
		}
		else {
			long untilSilence = this.limits.pingInterval().toNanos() - (now - this.patient.heardNanos());
			long untilDeath = this.limits.pingTimeout().toNanos() - (now - this.askedNanos);
			schedule(Math.min(period(), this.asked ? untilDeath : untilSilence));
		}
	}

	/**
	 * Asks first, however long it was silent: it may be this end that slept.
	 */
	private boolean isSilent(long now) {
		boolean silent = now - this.patient.heardNanos() >= this.limits.pingInterval().toNanos();
		if (silent && !this.asked) {
			this.askedNanos = now;
			this.patient.ask();
		}
		this.asked = silent;
		return silent && now - this.askedNanos >= this.limits.pingTimeout().toNanos();
	}

	/** What is queued behind what does not move is no progress. */
	private boolean hasStalled(long now) {
		ChannelOutboundBuffer pending = this.channel.unsafe().outboundBuffer();
		long written = this.patient.handedOnBytes() - pendingBytes(pending);
		if (pending == null || pending.isEmpty() || written != this.writtenBytes) {
			this.writtenBytes = written;
			this.progressNanos = now;
		}
		return now - this.progressNanos >= this.limits.stallTimeout().toNanos();
	}

	private static long pendingBytes(@Nullable ChannelOutboundBuffer pending) {
		if (pending == null) {
			return 0;
		}
		LongAdder bytes = new LongAdder();
		try {
			pending.forEachFlushedMessage((message) -> {
				bytes.add((message instanceof ByteBuf buffer) ? buffer.readableBytes() : 0);
				return true;
			});
		}
		catch (Exception ex) {
			throw new IllegalStateException("what is to be written: cannot be counted", ex);
		}
		return bytes.sum();
	}

	private void dead(Fault fault, String what, Duration limit) {
		this.patient
			.dead(new SessionException(fault, "the other side is taken for dead: " + what + " within " + limit));
	}

}
