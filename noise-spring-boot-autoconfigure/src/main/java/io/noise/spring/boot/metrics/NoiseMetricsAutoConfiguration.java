package io.noise.spring.boot.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.noise.Node;
import io.noise.spring.boot.autoconfigure.NoiseAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the meters {@code noise.…}, for the one {@link Node} of the
 * context or the primary one, where there is a {@link MeterRegistry}.
 */
@AutoConfiguration(after = NoiseAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnSingleCandidate(Node.class)
public final class NoiseMetricsAutoConfiguration {

	NoiseMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	NodeMetrics noiseMetrics(Node node) {
		return new NodeMetrics(node);
	}

}
