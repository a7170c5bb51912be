package io.noise.message;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.noise.limit.LogThrottle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of messages that nothing receives, at most once a minute for each type, no matter
 * which peers send them. Safe for use by any thread.
 */
public final class UnclaimedTypes {

	private static final Logger logger = LoggerFactory.getLogger(UnclaimedTypes.class);

	private final LongSupplier nanoTime;

	/** The throttles by opcode, so there are few. */
	private final Map<Integer, LogThrottle> warnings = new ConcurrentHashMap<>();

	public UnclaimedTypes(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Reports messages that are kept because nothing receives them.
	 * @param peer the sender; its {@code toString()} is its name in logs
	 * @param type the type of the messages
	 * @param maxBytes the number of bytes that are kept of one peer
	 */
	public void add(Object peer, MessageType<?> type, int maxBytes) {
		logger.debug("{} sends messages of type {} that nothing receives", peer, type);
		if (this.warnings.computeIfAbsent(type.opcode(), (opcode) -> new LogThrottle(this.nanoTime)).isTime()) {
			logger.warn("{} sends messages of type {} that nothing receives: up to {} bytes of them are kept, "
					+ "then reading from it pauses. Add a handler or call receive; logged at most once a minute", peer,
					type, maxBytes);
		}
	}

}
