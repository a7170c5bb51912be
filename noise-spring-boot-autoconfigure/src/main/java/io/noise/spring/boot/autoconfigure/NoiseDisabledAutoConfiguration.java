package io.noise.spring.boot.autoconfigure;

import io.noise.spring.NoiseOperations;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for {@code noise.enabled=false}: instead of a node there is a
 * {@link NoiseOperations} bean that reaches no peer, so that beans that send keep
 * working.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "noise.enabled", havingValue = false)
public final class NoiseDisabledAutoConfiguration {

	NoiseDisabledAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	NoiseOperations noiseOperations() {
		return new DisabledOperations();
	}

}
