package io.noise.spring.boot.autoconfigure;

import io.noise.spring.NoiseOperations;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Keeps beans that send working where {@code noise.enabled} is false: there is a
 * {@link NoiseOperations} bean that reaches nobody, and no node.
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
