package io.noise.spring.boot.actuate;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of the {@code noise} endpoint.
 *
 * @param showValues When to show metadata values. Values under keys that name a secret,
 * such as a password or a token, are never shown.
 * @param roles Roles used to determine whether a user is authorized to see metadata
 * values. When empty, all authenticated users are authorized.
 */
@ConfigurationProperties("management.endpoint.noise")
record NoiseEndpointProperties(@DefaultValue("always") Show showValues, @DefaultValue Set<String> roles) {
}
