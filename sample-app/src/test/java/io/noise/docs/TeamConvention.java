package io.noise.docs;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.noise.spring.boot.observation.DefaultNoiseRequestObservationConvention;

import org.springframework.stereotype.Component;

// tag::convention[]
@Component
class TeamConvention extends DefaultNoiseRequestObservationConvention {

	@Override
	public KeyValues getLowCardinalityKeyValues(Observation.Context context) {
		return super.getLowCardinalityKeyValues(context).and("team", "orders");
	}

}
// end::convention[]
