package io.noise.spring.boot.health;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configuration properties of the node's health.
 *
 * @param minPeers Number of peers below which the health of the node is OUT_OF_SERVICE.
 */
@ConfigurationProperties("noise.health")
record NoiseHealthProperties(@DefaultValue("0") int minPeers) {

	NoiseHealthProperties {
		if (minPeers < 0) {
			throw new InvalidConfigurationPropertyValueException("noise.health.min-peers", minPeers,
					"It must be 0 or more.");
		}
	}

}
