package io.noise.spring.boot.actuate;

import io.noise.Node;
import io.noise.spring.boot.autoconfigure.NoiseAutoConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the actuator endpoint {@code noise}, for the one {@link Node} of
 * the context or the primary one. Applies where the endpoint is exposed, as by
 * {@code management.endpoints.web.exposure.include=noise}.
 */
@AutoConfiguration(after = NoiseAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(NoiseEndpoint.class)
@ConditionalOnSingleCandidate(Node.class)
@EnableConfigurationProperties(NoiseEndpointProperties.class)
public final class NoiseEndpointAutoConfiguration {

	NoiseEndpointAutoConfiguration() {
	}

	/** Another endpoint with this id takes its place if its bean has the same name. */
	@Bean
	@ConditionalOnMissingBean(value = NoiseEndpoint.class, name = "noiseEndpoint")
	NoiseEndpoint noiseEndpoint(Node node, NoiseEndpointProperties properties,
			ObjectProvider<SanitizingFunction> sanitizingFunctions) {
		Sanitizer sanitizer = new Sanitizer(sanitizingFunctions.orderedStream().toList());
		return new NoiseEndpoint(node, sanitizer, properties.showValues());
	}

	@Bean
	@ConditionalOnBean(NoiseEndpoint.class)
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	NoiseEndpointWebExtension noiseEndpointWebExtension(NoiseEndpoint endpoint, NoiseEndpointProperties properties) {
		return new NoiseEndpointWebExtension(endpoint, properties.showValues(), properties.roles());
	}

}
