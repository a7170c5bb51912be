package io.noise.message;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.noise.limit.LogThrottle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of messages that cannot be decoded, at most once a minute for each type and once
 * for all unknown opcodes together, no matter which peers send them. The most likely
 * cause is a type that was changed, or registered, on one side only. Safe for use by any
 * thread.
 */
public final class UndecodableTypes {

	private static final Logger logger = LoggerFactory.getLogger(UndecodableTypes.class);

	private static final int NO_TYPE = 0;

	private final LongSupplier nanoTime;

	/** The throttles by opcode, so there are few. */
	private final Map<Integer, LogThrottle> warnings = new ConcurrentHashMap<>();

	public UndecodableTypes(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Reports a message that cannot be decoded.
	 * @param peer the sender, in words
	 * @param why the failure
	 */
	public void add(String peer, DisconnectException why) {
		MessageType<?> type = why.type();
		if (!isTime((type != null) ? type.opcode() : NO_TYPE)) {
			return;
		}
		if (type == null) {
			logger.warn("{} is disconnected: {}. Do both ends register the same types? "
					+ "Logged at most once a minute for all such peers together", peer, why.getMessage());
		}
		else {
			logger.warn("{} is disconnected: it sent a message of type {} that cannot be decoded{}. "
					+ "Do both ends have the same version of the type? Logged at most once a minute for the type", peer,
					type, why.component().isEmpty() ? "" : ", at " + why.component());
		}
	}

	private boolean isTime(int opcode) {
		return this.warnings.computeIfAbsent(opcode, (key) -> new LogThrottle(this.nanoTime)).isTime();
	}

}
