package io.noise.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Says when it is time for another line of the log on one subject: at first at once, then
 * once a minute, however often strangers bring it about. From any thread.
 */
public final class LogThrottle {

	/** How long it is quiet after a line. */
	public static final Duration INTERVAL = Duration.ofMinutes(1);

	private final LongSupplier nanoTime;

	private final AtomicLong lastNanos;

	/**
	 * Nothing was said yet.
	 * @param nanoTime the clock
	 */
	public LogThrottle(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.lastNanos = new AtomicLong(nanoTime.getAsLong() - INTERVAL.toNanos());
	}

	/**
	 * Whether it is time; if so, it is not for the next minute.
	 */
	public boolean isTime() {
		long last = this.lastNanos.get();
		long now = this.nanoTime.getAsLong();
		return now - last >= INTERVAL.toNanos() && this.lastNanos.compareAndSet(last, now);
	}

}
