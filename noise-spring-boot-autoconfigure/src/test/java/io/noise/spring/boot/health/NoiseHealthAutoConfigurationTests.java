package io.noise.spring.boot.health;

import io.noise.Node;
import io.noise.spring.boot.autoconfigure.NoiseAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NoiseHealthAutoConfiguration} and {@link NoiseInfoAutoConfiguration}.
 */
class NoiseHealthAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(NoiseAutoConfiguration.class, NoiseHealthAutoConfiguration.class, NoiseInfoAutoConfiguration.class));

	@Test
	void nodeThatDoesNotListenYet_isDown() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(NodeInfoContributor.class);
			assertThat(context.getBean(NodeHealthIndicator.class).health().getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ NoiseAutoConfiguration.class, NoiseHealthAutoConfiguration.class,
			NoiseInfoAutoConfiguration.class })
	static class AutoConfigured {

	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.health", "org.springframework.boot.actuate" })
	void notOnClassPath_contextStarts(String absent) {
		String bean = absent.endsWith("health") ? "noiseHealthContributor" : "noiseInfoContributor";
		new ApplicationContextRunner().withUserConfiguration(AutoConfigured.class)
			.withClassLoader(new FilteredClassLoader(absent))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Node.class).doesNotHaveBean(bean));
	}

	@Test
	void switchedOff_areAbsent() {
		this.runner.withPropertyValues("management.health.noise.enabled=false", "management.info.noise.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthIndicator.class)
				.doesNotHaveBean(NodeInfoContributor.class));
	}

	@Test
	void negativeNumberOfPeers_failsTheStart() {
		this.runner.withPropertyValues("noise.health.min-peers=-1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("noise.health.min-peers"));
	}

}
