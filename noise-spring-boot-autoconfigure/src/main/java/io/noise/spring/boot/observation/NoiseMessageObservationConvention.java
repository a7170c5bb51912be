package io.noise.spring.boot.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * A convention for the observations {@code noise.message}: it names them and chooses
 * their tags. A bean of this type replaces
 * {@link DefaultNoiseMessageObservationConvention}, which it may extend. The contexts
 * that it gets have a {@link NoiseExchange}.
 */
public interface NoiseMessageObservationConvention extends ObservationConvention<Observation.Context> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return NoiseExchange.of(context).filter((exchange) -> !exchange.isRequest()).isPresent();
	}

}
