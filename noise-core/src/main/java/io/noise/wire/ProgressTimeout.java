package io.noise.wire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A time limit that goes by progress: what was begun may take as long as it needs, while
 * its bytes move at {@value #LEAST_BYTES_PER_SECOND} bytes a second at least. Each byte
 * prolongs it by what it may take at that rate, and never beyond the limit from then on.
 * So it is over after the limit where nothing moves, and soon after it where less than
 * that moves. Not safe for use by several threads.
 */
public final class ProgressTimeout {

	/** The least rate of a line. */
	public static final int LEAST_BYTES_PER_SECOND = 1024;

	private static final long NANOS_PER_BYTE = TimeUnit.SECONDS.toNanos(1) / LEAST_BYTES_PER_SECOND;

	private final long limitNanos;

	private long deadlineNanos;

	/**
	 * A timeout.
	 * @param limit how long nothing may move
	 */
	public ProgressTimeout(Duration limit) {
		this.limitNanos = limit.toNanos();
	}

	/**
	 * Begins anew.
	 * @param now the time, as a ticker tells it
	 */
	public void begin(long now) {
		this.deadlineNanos = now + this.limitNanos;
	}

	/**
	 * Counts bytes that have moved.
	 * @param bytes how many
	 * @param now the time, as a ticker tells it
	 */
	public void moved(long bytes, long now) {
		long gained = Math.min(bytes, this.limitNanos / NANOS_PER_BYTE + 1) * NANOS_PER_BYTE;
		this.deadlineNanos = now + Math.min(this.limitNanos, leftNanos(now) + gained);
	}

	/**
	 * The time that is left.
	 * @param now the time, as a ticker tells it
	 * @return nanoseconds; 0 or less if it is over
	 */
	public long leftNanos(long now) {
		return this.deadlineNanos - now;
	}

	/**
	 * The time in which nothing may move.
	 * @return milliseconds
	 */
	public long limitMillis() {
		return TimeUnit.NANOSECONDS.toMillis(this.limitNanos);
	}

}
