package io.noise.spring.boot.observation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of observations and traces.
 *
 * @param messages Whether messages are observed, besides requests.
 * @param trustRemote Peers whose traces are continued. Requests of all others begin a
 * trace of their own, which is linked to that of the peer.
 */
@ConfigurationProperties("noise.observation")
record NoiseObservationProperties(@DefaultValue("false") boolean messages,
		@DefaultValue("listed") TrustRemote trustRemote) {

	/** The peers whose traces are continued. */
	enum TrustRemote {

		/** Peers that the node names: on its allow-list, or by an id in an address. */
		LISTED,

		/** All peers. */
		ALL,

		/** No peers. */
		NONE

	}

}
