package io.noise.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Throttles the log lines on one subject to one a minute, however often strangers cause
 * them. The first line is due at once. Safe for use by any thread.
 */
public final class LogThrottle {

	/** The time from one line to the next. */
	public static final Duration INTERVAL = Duration.ofMinutes(1);

	private final LongSupplier nanoTime;

	private final AtomicLong lastNanos;

	/**
	 * Creates a throttle for which a line is due.
	 * @param nanoTime the clock
	 */
	public LogThrottle(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.lastNanos = new AtomicLong(nanoTime.getAsLong() - INTERVAL.toNanos());
	}

	/**
	 * Whether a line is due. If so, the next one is due after the interval.
	 */
	public boolean isTime() {
		long last = this.lastNanos.get();
		long now = this.nanoTime.getAsLong();
		return now - last >= INTERVAL.toNanos() && this.lastNanos.compareAndSet(last, now);
	}

}
