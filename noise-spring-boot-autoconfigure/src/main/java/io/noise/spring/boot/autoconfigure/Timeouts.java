package io.noise.spring.boot.autoconfigure;

import java.time.Duration;

/**
 * Checks time limits against minimums: an answer over a network, or a computation of
 * another machine, takes longer than these.
 */
final class Timeouts {

	private static final Duration LEAST_FOR_CONNECTING = Duration.ofMillis(10);

	private static final Duration LEAST_FOR_REPLIES = Duration.ofMillis(1);

	private static final Duration LEAST_FOR_ANSWERS = Duration.ofMillis(100);

	private static final Duration PING_TIMEOUT = Duration.ofSeconds(20);

	private Timeouts() {
	}

	/**
	 * Checks a time limit for connecting.
	 * @throws IllegalArgumentException if that is too short
	 */
	static Duration connecting(Duration given) {
		return atLeast(LEAST_FOR_CONNECTING, given, "a connection");
	}

	/**
	 * Checks a time limit for a computation and an answer of the other end.
	 * @throws IllegalArgumentException if that is too short
	 */
	static Duration answers(Duration given) {
		return atLeast(LEAST_FOR_ANSWERS, given, "the answer of another machine");
	}

	/**
	 * Checks a time limit for requests, whose handlers may answer at once.
	 * @throws IllegalArgumentException if that is too short
	 */
	static Duration replies(Duration given) {
		return atLeast(LEAST_FOR_REPLIES, given, "a reply");
	}

	/**
	 * Checks the timeout of a ping.
	 * @throws IllegalArgumentException if it is too short, or if the next ping were due
	 * before it is over
	 */
	static Duration ping(Duration given, Duration interval) {
		if (given.compareTo(interval) > 0) {
			throw new IllegalArgumentException(given + " (expected: at most noise.limits.ping-interval, which is "
					+ interval + ": then the next ping is due)");
		}
		return answers(given);
	}

	/**
	 * The default timeout of a ping, which fits every interval.
	 */
	static Duration ping(Duration interval) {
		return (interval.compareTo(PING_TIMEOUT) < 0) ? interval : PING_TIMEOUT;
	}

	/** Passes values that are not positive, which the builder refuses. */
	private static Duration atLeast(Duration least, Duration given, String what) {
		if (given.compareTo(Duration.ZERO) > 0 && given.compareTo(least) < 0) {
			throw new IllegalArgumentException(given + " (expected: at least " + least + "; " + what
					+ " takes that long. A number without a unit is seconds)");
		}
		return given;
	}

}
