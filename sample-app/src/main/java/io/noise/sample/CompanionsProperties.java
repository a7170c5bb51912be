package io.noise.sample;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of the companions.
 *
 * @param enabled Whether to start companions and dial them.
 */
@ConfigurationProperties("sample.companions")
record CompanionsProperties(@DefaultValue("true") boolean enabled) {

}
