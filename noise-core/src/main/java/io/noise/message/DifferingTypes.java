package io.noise.message;

import java.util.Map;
import java.util.function.LongSupplier;

import io.noise.limit.LogThrottle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of peers whose types differ from those of this node, at most once a minute for
 * all of them. Safe for use by any thread.
 */
public final class DifferingTypes {

	private static final Logger logger = LoggerFactory.getLogger(DifferingTypes.class);

	private final LogThrottle throttle;

	public DifferingTypes(LongSupplier nanoTime) {
		this.throttle = new LogThrottle(nanoTime);
	}

	/**
	 * Reports a peer.
	 * @param peer the peer, in words
	 * @param changed the differences, by the names of the types; nothing is reported if
	 * there are none
	 */
	public void add(Object peer, Map<String, String> changed) {
		if (!changed.isEmpty() && this.throttle.isTime()) {
			Map.Entry<String, String> first = changed.entrySet().iterator().next();
			logger.warn(
					"{} has other versions of {} message types, of {} for example: {}. What it cannot read is not sent to it "
							+ "(NotSentException); peer.typeDifferences() lists all. Logged at most once a minute",
					peer, changed.size(), first.getKey(), first.getValue());
		}
	}

}
