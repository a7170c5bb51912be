package io.noise.spring.boot.health;

import io.noise.Node;
import io.noise.spring.boot.autoconfigure.NoiseAutoConfiguration;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of {@code noise} in the information endpoint.
 */
@AutoConfiguration(after = NoiseAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledInfoContributor.class)
@ConditionalOnSingleCandidate(Node.class)
@ConditionalOnEnabledInfoContributor("noise")
public final class NoiseInfoAutoConfiguration {

	NoiseInfoAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = "noiseInfoContributor")
	NodeInfoContributor noiseInfoContributor(Node node) {
		return new NodeInfoContributor(node);
	}

}
