package io.noise.limit;

import java.time.Duration;
import java.util.Objects;

/**
 * Checks of numbers and durations that users hand in.
 */
public final class Checks {

	private static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

	private Checks() {
	}

	/**
	 * Passes a number of at least 1.
	 */
	public static int positive(String what, int value) {
		return atLeast(1, what, value);
	}

	/**
	 * Passes a number of at least 0.
	 */
	public static int notNegative(String what, int value) {
		return atLeast(0, what, value);
	}

	private static int atLeast(int least, String what, int value) {
		if (value < least) {
			throw new IllegalArgumentException(what + ": " + value + " (expected: at least " + least + ")");
		}
		return value;
	}

	/**
	 * Passes a duration longer than zero that timers can count.
	 */
	public static Duration positive(String what, Duration value) {
		Objects.requireNonNull(value, () -> what + ": null (expected: a duration)");
		if (value.isZero() || value.isNegative() || value.compareTo(LONGEST_TIMEOUT) > 0) {
			throw new IllegalArgumentException(
					what + ": " + value + " (expected: longer than zero, at most " + LONGEST_TIMEOUT + ")");
		}
		return value;
	}

}
