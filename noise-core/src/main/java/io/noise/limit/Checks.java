package io.noise.limit;

import java.time.Duration;
import java.util.Objects;

/**
 * Checks of numbers and durations that users pass.
 */
public final class Checks {

	private static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

	private Checks() {
	}

	/**
	 * Checks that a number is at least 1.
	 * @return the number
	 * @throws IllegalArgumentException if it is not
	 */
	public static int positive(String what, int value) {
		return atLeast(1, what, value);
	}

	/**
	 * Checks that a number is at least 0.
	 * @return the number
	 * @throws IllegalArgumentException if it is not
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
	 * Checks that a duration is longer than zero, and short enough for timers.
	 * @return the duration
	 * @throws IllegalArgumentException if it is not
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
