package io.noise.spring.boot.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * A convention for the observations {@code noise.requests}: it names them and chooses
 * their tags. A bean of this type replaces
 * {@link DefaultNoiseRequestObservationConvention}, which it may extend. The contexts
 * that it gets have a {@link NoiseExchange}.
 */
public interface NoiseRequestObservationConvention extends ObservationConvention<Observation.Context> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return NoiseExchange.of(context).filter(NoiseExchange::isRequest).isPresent();
	}

}
