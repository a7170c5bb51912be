package io.noise.engine;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.noise.Refusal;
import io.noise.limit.LogThrottle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs who is refused: each at DEBUG, and once a minute each kind at WARN.
 */
final class Refusals {

	private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

	private final Map<Refusal, Count> counts = new EnumMap<>(Refusal.class);

	private final Object node;

	private final Function<Refusal, Object> limits;

	private final LogThrottle otherKinds;

	/**
	 * Makes counters for a node.
	 * @param node the node, as the log calls it
	 * @param limits the value of a limit, for the log
	 * @param clock nanoseconds
	 */
	Refusals(Object node, Function<Refusal, Object> limits, LongSupplier clock) {
		this.node = node;
		this.limits = limits;
		this.otherKinds = new LogThrottle(clock);
		for (Refusal refusal : Refusal.values()) {
			this.counts.put(refusal, new Count(new LongAdder(), new LogThrottle(clock)));
		}
	}

	private record Count(LongAdder refused, LogThrottle warning) {
	}

	/**
	 * Somebody is refused, or something ended, by a limit.
	 * @param who who or what it is, for the log
	 */
	void byLimit(Refusal why, Object who) {
		Count count = count(why);
		count.refused().increment();
		Object limit = limit(why);
		logger.debug("{}: {} ran into {}, which is {}", this.node, who, why, limit);
		if (count.warning().isTime()) {
			logger.warn(
					"{}: {} ran into {}, which is {}. If that is too little, raise {}; logged at most once a minute",
					this.node, who, why, limit, why.property().orElseThrow());
		}
	}

	/**
	 * Somebody is refused who runs into a limit that it helps nobody to raise.
	 */
	void byLimitInVain(Refusal why, Object who) {
		count(why).refused().increment();
		logger.debug("{}: {} ran into {}", this.node, who, why);
	}

	/**
	 * Somebody of another kind of session was here.
	 */
	void byKind(Object who, ConnectionMismatch seen) {
		logger.debug("{}: {} seems to have another kind of session: {}", this.node, who, seen.words());
		if (this.otherKinds.isTime()) {
			logger.info("{}: {} seems to have another kind of session: {}. Both ends must have the same kind "
					+ "(noise.session); logged at most once a minute", this.node, who, seen.words());
		}
	}

	/**
	 * Somebody is refused by the operator's or the application's will.
	 * @param words what there is against it
	 */
	void byWill(Refusal why, Object who, String words) {
		Count count = count(why);
		count.refused().increment();
		logger.debug("{} refuses {}: {}", this.node, who, words);
		if (count.warning().isTime()) {
			logger.warn("{} refused {}: {}; logged at most once a minute", this.node, who, words);
		}
	}

	/**
	 * The value of a limit.
	 */
	Object limit(Refusal why) {
		return this.limits.apply(why);
	}

	private Count count(Refusal why) {
		Count count = this.counts.get(why);
		if (count == null) {
			throw new IllegalStateException("refusal: " + why + " (expected: one of the enum)");
		}
		return count;
	}

	/**
	 * How many were refused, each kind.
	 */
	Map<Refusal, Long> snapshot() {
		Map<Refusal, Long> sums = new EnumMap<>(Refusal.class);
		this.counts.forEach((why, count) -> sums.put(why, count.refused().sum()));
		return Collections.unmodifiableMap(sums);
	}

}
