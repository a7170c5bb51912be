package io.noise.spring.boot.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;

/**
 * The convention of noise for the observations {@code noise.requests}. Spans are called
 * by what is done, such as {@code request Question} and {@code handle Question}. The tags
 * {@code role}, {@code type} and {@code outcome} have few values; {@code peer} and
 * {@code node}, which only spans get, have many.
 */
public class DefaultNoiseRequestObservationConvention implements NoiseRequestObservationConvention {

	@Override
	public String getName() {
		return "noise.requests";
	}

	@Override
	public String getContextualName(Observation.Context context) {
		return ExchangeKeyValues.words(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(Observation.Context context) {
		return ExchangeKeyValues.low(context);
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(Observation.Context context) {
		return ExchangeKeyValues.high(context);
	}

}
