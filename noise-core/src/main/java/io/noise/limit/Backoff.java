package io.noise.limit;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The pauses between dials to one address: one second at first, twice as long each time,
 * one minute at most. Each pause, the first and the longest included, is up to a fifth
 * shorter or longer at random, so that nodes do not dial in step. Safe for use by any
 * thread.
 */
public final class Backoff {

	static final Duration FIRST = Duration.ofSeconds(1);

	public static final Duration LONGEST = Duration.ofSeconds(60);

	/** The largest part of a pause by which it is shorter or longer. */
	private static final double JITTER = 0.2;

	private final DoubleSupplier random;

	private Duration pause = FIRST;

	/**
	 * Creates a back-off before its first pause.
	 * @param random returns numbers from 0 to 1
	 */
	public Backoff(DoubleSupplier random) {
		this.random = random;
	}

	/**
	 * Returns the next pause and makes the one after it longer.
	 */
	public synchronized Duration next() {
		Duration next = jittered(this.pause);
		Duration doubled = this.pause.multipliedBy(2);
		this.pause = (doubled.compareTo(LONGEST) < 0) ? doubled : LONGEST;
		return next;
	}

	/**
	 * Returns a pause of the first length and leaves the next one as it is.
	 */
	public synchronized Duration first() {
		return jittered(FIRST);
	}

	private Duration jittered(Duration middle) {
		double factor = 1 - JITTER + 2 * JITTER * this.random.getAsDouble();
		return Duration.ofNanos((long) (middle.toNanos() * factor));
	}

	/**
	 * Makes the next pause the first one again.
	 */
	public synchronized void reset() {
		this.pause = FIRST;
	}

	/**
	 * Makes the next pause the longest, for failures that a short wait does not cure.
	 */
	public synchronized void exhaust() {
		this.pause = LONGEST;
	}

}
