package io.noise;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before dialling again: a second at first, twice as long each time, a
 * minute at most; each pause is up to a fifth shorter or longer, so that nodes do not
 * dial in step.
 */
final class Backoff {

	static final Duration FIRST = Duration.ofSeconds(1);

	static final Duration LONGEST = Duration.ofSeconds(60);

	private static final double JITTER = 0.2;

	private final DoubleSupplier random;

	private Duration pause = FIRST;

	/**
	 * A back-off before its first pause.
	 * @param random gives numbers from 0 to 1
	 */
	Backoff(DoubleSupplier random) {
		this.random = random;
	}

	/**
	 * The next pause; the one after it is longer.
	 */
	Duration next() {
		double factor = 1 - JITTER + 2 * JITTER * this.random.getAsDouble();
		Duration jittered = Duration.ofNanos((long) (this.pause.toNanos() * factor));
		Duration doubled = this.pause.multipliedBy(2);
		this.pause = (doubled.compareTo(LONGEST) < 0) ? doubled : LONGEST;
		return clamp(jittered);
	}

	private static Duration clamp(Duration pause) {
		if (pause.compareTo(FIRST) < 0) {
			return FIRST;
		}
		return (pause.compareTo(LONGEST) > 0) ? LONGEST : pause;
	}

	/**
	 * The next pause is the first one again.
	 */
	void reset() {
		this.pause = FIRST;
	}

	/**
	 * The next pause is the longest: there is no hope that waiting a little helps.
	 */
	void exhaust() {
		this.pause = LONGEST;
	}

}
