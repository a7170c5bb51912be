package io.noise.message;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.noise.limit.LogThrottle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of messages that nothing receives, once a minute for each type, whichever peers
 * send them. From any thread.
 */
public final class UnclaimedTypes {

	private static final Logger logger = LoggerFactory.getLogger(UnclaimedTypes.class);

	private final LongSupplier nanoTime;

	/** By opcode, so there are few. */
	private final Map<Integer, LogThrottle> warnings = new ConcurrentHashMap<>();

	public UnclaimedTypes(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Messages are kept because nothing receives them.
	 * @param peer who sends them: an object whose {@code toString()} says so
	 * @param type what they are
	 * @param maxBytes how much is kept of one peer
	 */
	public void add(Object peer, MessageType<?> type, int maxBytes) {
		logger.debug("{} sends messages of type {} that nothing receives", peer, type);
		if (this.warnings.computeIfAbsent(type.opcode(), (opcode) -> new LogThrottle(this.nanoTime)).isTime()) {
			logger.warn("{} sends messages of type {} that nothing receives: they are kept, up to {} bytes, "
					+ "and then it is not read any more. Add a handler, or receive them; logged at most once a minute",
					peer, type, maxBytes);
		}
	}

}
