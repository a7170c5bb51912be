package io.noise.sample;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be configured about the companions.
 *
 * @param enabled Whether the application starts companions and dials them.
 */
@ConfigurationProperties("sample.companions")
record CompanionsProperties(@DefaultValue("true") boolean enabled) {

}
