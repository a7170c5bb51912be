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
 * Counts and logs refusals: each one at DEBUG, each kind at WARN at most once a minute.
 * From any thread.
 */
final class Refusals {

	private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

	private final Map<Refusal, Count> counts = new EnumMap<>(Refusal.class);

	private final Object node;

	private final Function<Refusal, Object> limits;

	private final LogThrottle otherKinds;

	/**
	 * Creates counters at zero.
	 * @param node the node, as the log names it
	 * @param limits returns the value of a limit, for the log
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
	 * Reports a remote, or a dial, that has exceeded a limit.
	 * @param who the remote or the dial, for the log
	 */
	void byLimit(Refusal why, Object who) {
		Count count = count(why);
		count.refused().increment();
		Object limit = limit(why);
		logger.debug("{}: {} exceeded {}, which is {}", this.node, who, why, limit);
		if (count.warning().isTime()) {
			logger.warn("{}: {} exceeded {}, which is {}. If that is too low, raise {}; logged at most once a minute",
					this.node, who, why, limit, why.property().orElseThrow());
		}
	}

	/**
	 * Reports a remote that has exceeded a limit, where it would not help to raise that.
	 */
	void byLimitInVain(Refusal why, Object who) {
		count(why).refused().increment();
		logger.debug("{}: {} exceeded {}", this.node, who, why);
	}

	/**
	 * Reports a remote that seems to have another kind of session.
	 */
	void byKind(Object who, ConnectionMismatch seen) {
		logger.debug("{}: {} seems to have another kind of session: {}", this.node, who, seen.words());
		if (this.otherKinds.isTime()) {
			logger.info("{}: {} seems to have another kind of session: {}. Both ends must have the same kind "
					+ "(noise.session); logged at most once a minute", this.node, who, seen.words());
		}
	}

	/**
	 * Reports a remote that the operator or the application does not want.
	 * @param words the reason
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
	 * Returns the value of a limit.
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
	 * Returns the number of refusals of each kind.
	 */
	Map<Refusal, Long> snapshot() {
		Map<Refusal, Long> sums = new EnumMap<>(Refusal.class);
		this.counts.forEach((why, count) -> sums.put(why, count.refused().sum()));
		return Collections.unmodifiableMap(sums);
	}

}
