package io.noise;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of messages that cannot be decoded, once a minute for each type, whichever peers
 * send them: most often a type has changed on one side only. From any thread.
 */
final class UndecodableTypes {

	private static final Logger logger = LoggerFactory.getLogger(UndecodableTypes.class);

	private final LongSupplier nanoTime;

	/** By opcode, so there are few. */
	private final Map<Integer, OncePerMinute> warnings = new ConcurrentHashMap<>();

	UndecodableTypes(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * A message cannot be decoded.
	 * @param peer who has sent it, in words
	 * @param type what it is
	 * @param component where in it decoding failed, empty if that is not known
	 */
	void add(String peer, MessageType<?> type, String component) {
		if (this.warnings.computeIfAbsent(type.opcode(), (opcode) -> new OncePerMinute(this.nanoTime)).isTime()) {
			logger.warn("{} is disconnected: it sent a message of type {} that cannot be decoded{}. "
					+ "Do both ends have the same version of the type? Logged at most once a minute for the type", peer,
					type, component.isEmpty() ? "" : ", at " + component);
		}
	}

}
