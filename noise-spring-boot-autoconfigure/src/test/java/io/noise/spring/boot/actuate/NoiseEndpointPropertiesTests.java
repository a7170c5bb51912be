package io.noise.spring.boot.actuate;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata that editors get about {@link NoiseEndpointProperties} and the
 * properties that every endpoint has.
 */
class NoiseEndpointPropertiesTests {

	@ParameterizedTest
	@ValueSource(strings = { "access", "show-values", "roles" })
	void metadata_describesProperty(String property) throws IOException {
		URL classes = NoiseEndpointProperties.class.getProtectionDomain().getCodeSource().getLocation();
		try (InputStream metadata = new URL(classes, "META-INF/spring-configuration-metadata.json").openStream()) {
			List<String> descriptions = JsonPath.read(metadata,
					"$.properties[?(@.name == 'management.endpoint.noise." + property + "')].description");
			assertThat(descriptions).singleElement().asString().endsWith(".");
		}
	}

}
