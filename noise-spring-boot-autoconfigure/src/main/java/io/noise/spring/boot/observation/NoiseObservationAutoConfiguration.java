package io.noise.spring.boot.observation;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.noise.Node;
import io.noise.spring.boot.autoconfigure.NoiseAutoConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the observations {@code noise.requests} and
 * {@code noise.message}, for the one {@link Node} of the context or the primary one,
 * where there is an {@link ObservationRegistry}.
 */
@AutoConfiguration(after = NoiseAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration" })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnSingleCandidate(Node.class)
@EnableConfigurationProperties(NoiseObservationProperties.class)
public final class NoiseObservationAutoConfiguration {

	NoiseObservationAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	NodeTracing noiseTracing(Node node, ObservationRegistry registry, NoiseObservationProperties properties,
			ObjectProvider<NoiseRequestObservationConvention> requests,
			ObjectProvider<NoiseMessageObservationConvention> messages) {
		return new NodeTracing(node, new ObservationTracer(registry, properties,
				new ObservationTracer.Conventions(requests.getIfAvailable(), messages.getIfAvailable())));
	}

	/** The node itself times requests, with all outcomes from the start on. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterFilter.class)
	static class MetersConfiguration {

		@Bean
		static MeterFilter noiseRequestsMeterFilter() {
			return MeterFilter.deny(MetersConfiguration::isOfObservation);
		}

		private static boolean isOfObservation(Meter.Id meter) {
			return meter.getName().equals("noise.requests.active")
					|| (meter.getName().equals("noise.requests") && meter.getTag("error") != null);
		}

	}

	/** Links to traces that are not continued. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PropagatingReceiverTracingObservationHandler.class)
	@ConditionalOnBean({ Tracer.class, Propagator.class })
	static class TracingConfiguration {

		/** Before the handler of Spring Boot for all that is received. */
		private static final int ORDER = 900;

		@Bean
		@Order(ORDER)
		StrangerTracingHandler noiseStrangerTracingHandler(Tracer tracer, Propagator propagator) {
			return new StrangerTracingHandler(tracer, propagator);
		}

	}

}
