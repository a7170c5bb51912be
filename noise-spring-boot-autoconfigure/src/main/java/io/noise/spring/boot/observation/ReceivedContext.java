package io.noise.spring.boot.observation;

import java.util.Map;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.RequestReplyReceiverContext;

/**
 * The context of the observation of a request or message that is handled. Its carrier is
 * what came along, or empty if it came from a stranger.
 */
final class ReceivedContext extends RequestReplyReceiverContext<Map<String, String>, Object> {

	private final Map<String, String> refused;

	/**
	 * Creates the context.
	 * @param exchange the exchange
	 * @param entries what came along
	 * @param takenOver whether its trace is continued
	 */
	ReceivedContext(NoiseExchange exchange, Map<String, String> entries, boolean takenOver) {
		super(Map::get, exchange.isRequest() ? Kind.SERVER : Kind.CONSUMER);
		this.refused = takenOver ? Map.of() : entries;
		setCarrier(takenOver ? entries : Map.of());
		put(NoiseExchange.class, exchange);
	}

	/**
	 * Returns what came along and is not taken over.
	 */
	Map<String, String> refused() {
		return this.refused;
	}

}
