package io.noise.spring.boot.observation;

import java.util.LinkedHashMap;
import java.util.Map;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.RequestReplySenderContext;

/**
 * The context of the observation of a request or message that is sent. Its carrier gets
 * what goes along.
 */
final class SentContext extends RequestReplySenderContext<Map<String, String>, Object> {

	private final Map<String, String> entries = new LinkedHashMap<>();

	SentContext(NoiseExchange exchange) {
		super((carrier, key, value) -> {
			if (carrier != null) {
				carrier.put(key, value);
			}
		}, exchange.isRequest() ? Kind.CLIENT : Kind.PRODUCER);
		setCarrier(this.entries);
		put(NoiseExchange.class, exchange);
	}

	/**
	 * Returns what goes along.
	 */
	Map<String, String> entries() {
		return this.entries;
	}

}
