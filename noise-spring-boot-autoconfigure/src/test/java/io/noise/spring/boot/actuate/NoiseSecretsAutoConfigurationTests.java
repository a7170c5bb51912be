package io.noise.spring.boot.actuate;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the password of the identity, where values of properties are shown.
 */
class NoiseSecretsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoiseSecretsAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "noise.identity.password, ******", "NOISE_IDENTITY_PASSWORD, ******", "noise.identityPassword, ******",
			"noise.identity.pem, ******", "NOISE_IDENTITY_PEM, ******", "noise.identity.location, value" })
	void shownValues_hideThePassword(String key, String shown) {
		this.runner.run((context) -> {
			Sanitizer sanitizer = new Sanitizer(List.of(context.getBean(SanitizingFunction.class)));
			assertThat(sanitizer.sanitize(new SanitizableData(null, key, "value"), true)).isEqualTo(shown);
		});
	}

	@Test
	void applicationWithoutActuator_hasNone() {
		this.runner.withClassLoader(new FilteredClassLoader(SanitizingFunction.class))
			.run((context) -> assertThat(context).doesNotHaveBean("noiseSecretsSanitizingFunction"));
	}

}
