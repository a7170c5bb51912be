package io.noise.limit;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

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
		return check(what, value, !Duration.ZERO.equals(value), "longer than zero");
	}

	/**
	 * Checks that a duration is not negative, and short enough for timers.
	 * @return the duration
	 * @throws IllegalArgumentException if it is not
	 */
	public static Duration notNegative(String what, Duration value) {
		return check(what, value, true, "zero or longer");
	}

	private static Duration check(String what, @Nullable Duration value, boolean good, String expected) {
		Duration present = Objects.requireNonNull(value, () -> what + ": null (expected: a duration)");
		if (!good || present.isNegative() || present.compareTo(LONGEST_TIMEOUT) > 0) {
			throw new IllegalArgumentException(
					what + ": " + present + " (expected: " + expected + ", at most " + LONGEST_TIMEOUT + ")");
		}
		return present;
	}

}
