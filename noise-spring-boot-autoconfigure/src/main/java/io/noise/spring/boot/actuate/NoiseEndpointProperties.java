package io.noise.spring.boot.actuate;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who sees the values of metadata.
 *
 * @param showValues When to show the values of metadata. Those whose key names a secret,
 * such as a password or a token, are never shown.
 * @param roles Roles of which a user needs one to see values that are shown "when
 * authorized". When empty, all authenticated users see them.
 */
@ConfigurationProperties("management.endpoint.noise")
record NoiseEndpointProperties(@DefaultValue("always") Show showValues, @DefaultValue Set<String> roles) {
}
