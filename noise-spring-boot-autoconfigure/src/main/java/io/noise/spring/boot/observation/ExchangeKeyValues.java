package io.noise.spring.boot.observation;

import java.util.Locale;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;

/**
 * The name and tags of an exchange, as the conventions of noise have them.
 */
final class ExchangeKeyValues {

	private ExchangeKeyValues() {
	}

	private static NoiseExchange exchange(Observation.Context context) {
		return NoiseExchange.of(context)
			.orElseThrow(() -> new IllegalArgumentException(
					"context: " + context.getName() + " (expected: one of a request or message of noise)"));
	}

	/**
	 * Returns the words that name a span.
	 */
	static String words(Observation.Context context) {
		NoiseExchange exchange = exchange(context);
		String verb = switch (exchange.role()) {
			case CLIENT -> "request ";
			case SERVER -> "handle ";
			case PRODUCER -> "send ";
			case CONSUMER -> "receive ";
		};
		return verb + exchange.type();
	}

	/**
	 * Returns the tags with few values, none of which a peer has chosen.
	 */
	static KeyValues low(Observation.Context context) {
		NoiseExchange exchange = exchange(context);
		return KeyValues.of(KeyValue.of("role", value(exchange.role())), KeyValue.of("type", exchange.type()),
				KeyValue.of("outcome", exchange.outcome().map(ExchangeKeyValues::value).orElse(KeyValue.NONE_VALUE)));
	}

	/**
	 * Returns the tags with many values.
	 */
	static KeyValues high(Observation.Context context) {
		NoiseExchange exchange = exchange(context);
		KeyValues values = KeyValues.of(KeyValue.of("peer", exchange.peer()));
		return exchange.node().map((node) -> values.and(KeyValue.of("node", node.toString()))).orElse(values);
	}

	private static String value(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
