package io.noise.spring.boot.health;

import io.noise.Node;
import io.noise.spring.boot.autoconfigure.NoiseAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health contributor {@code noise}, for the one {@link Node} of
 * the context or the primary one. It is in no group by itself, so that a node without
 * peers neither restarts its application nor takes it out of service.
 */
@AutoConfiguration(after = NoiseAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnSingleCandidate(Node.class)
@ConditionalOnEnabledHealthIndicator("noise")
@EnableConfigurationProperties(NoiseHealthProperties.class)
public final class NoiseHealthAutoConfiguration {

	NoiseHealthAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = { "noiseHealthIndicator", "noiseHealthContributor" })
	NodeHealthIndicator noiseHealthContributor(Node node, NoiseHealthProperties properties) {
		return new NodeHealthIndicator(node, properties.minPeers());
	}

}
