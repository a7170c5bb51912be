package io.noise;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs who is refused: each at DEBUG, and once a minute each kind at WARN.
 */
final class Refusals {

	private static final long WARN_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

	private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

	private final Map<Refusal, Count> counts = new EnumMap<>(Refusal.class);

	private final Function<Refusal, Object> limits;

	private final LongSupplier clock;

	/**
	 * Nothing is counted yet.
	 * @param limits the value of a limit, for the log
	 * @param clock nanoseconds
	 */
	Refusals(Function<Refusal, Object> limits, LongSupplier clock) {
		this.limits = limits;
		this.clock = clock;
		long longAgo = clock.getAsLong() - WARN_INTERVAL_NANOS;
		for (Refusal refusal : Refusal.values()) {
			this.counts.put(refusal, new Count(new LongAdder(), new AtomicLong(longAgo)));
		}
	}

	private record Count(LongAdder refused, AtomicLong warnedNanos) {
	}

	/**
	 * Somebody is refused by a limit.
	 * @param node the node that refuses, for the log
	 * @param who who is refused, for the log
	 */
	void byLimit(Node node, Refusal why, Object who) {
		add(why);
		Object limit = this.limits.apply(why);
		logger.debug("{} refuses {}: {}, {}", node, who, why, limit);
		if (warns(why)) {
			logger.warn("{} refused {}: {} is {}. If that is too little, raise {}; said once a minute", node, who, why,
					limit, why.property());
		}
	}

	/**
	 * Somebody is refused by the operator's or the application's will.
	 * @param words what there is against it
	 */
	void byWill(Node node, Refusal why, Object who, String words) {
		add(why);
		logger.debug("{} refuses {}: {}", node, who, words);
		if (warns(why)) {
			logger.warn("{} refused {}: {}; said once a minute", node, who, words);
		}
	}

	private Count count(Refusal why) {
		Count count = this.counts.get(why);
		if (count == null) {
			throw new IllegalStateException("refusal: " + why + " (expected: one of the enum)");
		}
		return count;
	}

	private void add(Refusal why) {
		count(why).refused().increment();
	}

	private boolean warns(Refusal why) {
		AtomicLong warned = count(why).warnedNanos();
		long last = warned.get();
		long now = this.clock.getAsLong();
		return now - last >= WARN_INTERVAL_NANOS && warned.compareAndSet(last, now);
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
