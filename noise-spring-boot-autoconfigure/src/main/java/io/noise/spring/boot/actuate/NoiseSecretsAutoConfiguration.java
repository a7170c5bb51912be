package io.noise.spring.boot.actuate;

import java.util.Locale;
import java.util.Set;

import io.noise.identity.Identity;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that keeps the node's key and its password out of the endpoints that
 * show properties, even where values are shown. Masks a private key under any name.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class NoiseSecretsAutoConfiguration {

	/** Letters of the names, as properties or as environment variables. */
	private static final Set<String> SECRETS = Set.of("noiseidentitypassword", "noiseidentitypem");

	NoiseSecretsAutoConfiguration() {
	}

	@Bean
	SanitizingFunction noiseSecretsSanitizingFunction() {
		return NoiseSecretsAutoConfiguration::sanitize;
	}

	private static SanitizableData sanitize(SanitizableData data) {
		String letters = data.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
		boolean key = data.getValue() instanceof CharSequence text && Identity.isPrivateKey(text);
		return (key || SECRETS.contains(letters)) ? data.withSanitizedValue() : data;
	}

}
