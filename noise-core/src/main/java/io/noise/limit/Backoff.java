package io.noise.limit;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before dialling again: a second at first, twice as long each time, a
 * minute in the end; each pause, the first and the longest too, is up to a fifth shorter
 * or longer, so that nodes do not dial in step.
 */
public final class Backoff {

	static final Duration FIRST = Duration.ofSeconds(1);

	public static final Duration LONGEST = Duration.ofSeconds(60);

	/** Each pause is up to this part shorter or longer. */
	private static final double JITTER = 0.2;

	private final DoubleSupplier random;

	private Duration pause = FIRST;

	/**
	 * A back-off before its first pause.
	 * @param random gives numbers from 0 to 1
	 */
	public Backoff(DoubleSupplier random) {
		this.random = random;
	}

	/**
	 * The next pause; the one after it is longer.
	 */
	public synchronized Duration next() {
		Duration next = jittered(this.pause);
		Duration doubled = this.pause.multipliedBy(2);
		this.pause = (doubled.compareTo(LONGEST) < 0) ? doubled : LONGEST;
		return next;
	}

	/**
	 * A pause like the first one; the one after it is as long as it would have been.
	 */
	public synchronized Duration first() {
		return jittered(FIRST);
	}

	private Duration jittered(Duration middle) {
		double factor = 1 - JITTER + 2 * JITTER * this.random.getAsDouble();
		return Duration.ofNanos((long) (middle.toNanos() * factor));
	}

	/**
	 * The next pause is the first one again.
	 */
	public synchronized void reset() {
		this.pause = FIRST;
	}

	/**
	 * The next pause is the longest: there is no hope that waiting a little helps.
	 */
	public synchronized void exhaust() {
		this.pause = LONGEST;
	}

}
