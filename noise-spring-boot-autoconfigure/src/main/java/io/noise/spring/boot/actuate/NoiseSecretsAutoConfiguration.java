package io.noise.spring.boot.actuate;

import java.util.Locale;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that keeps the password of the node's identity out of the endpoints
 * that show properties, even where they are told to show values.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class NoiseSecretsAutoConfiguration {

	/** However it is written: as a property or as a variable of the environment. */
	private static final String PASSWORD = "noiseidentitypassword";

	NoiseSecretsAutoConfiguration() {
	}

	@Bean
	SanitizingFunction noisePasswordSanitizingFunction() {
		return NoiseSecretsAutoConfiguration::sanitize;
	}

	private static SanitizableData sanitize(SanitizableData data) {
		String letters = data.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
		return letters.equals(PASSWORD) ? data.withSanitizedValue() : data;
	}

}
