package io.noise.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Metadata that an IDE shows for the properties.
 */
class ConfigurationMetadataTests {

	private static final String FILE = "META-INF/spring-configuration-metadata.json";

	private final JsonNode metadata = read();

	@Test
	void everyProperty_hasADescription() {
		assertThat(ours("properties")).hasSizeGreaterThan(40)
			.allSatisfy((property) -> assertThat(property.path("description").asString()).isNotBlank());
	}

	@Test
	void everyGroup_hasADescription() {
		assertThat(ours("groups")).hasSizeGreaterThan(5)
			.allSatisfy((group) -> assertThat(group.path("description").asString()).as(group.toString()).isNotBlank());
	}

	@Test
	void everyValueOfAnEnum_hasADescription() {
		List<JsonNode> enums = ours("properties").filter((property) -> constants(property).isPresent()).toList();
		assertThat(enums).extracting((property) -> property.path("name").asString())
			.contains("noise.session", "noise.trust.mode", "noise.start-on");
		assertThat(enums).allSatisfy((property) -> {
			List<JsonNode> values = elements(hint(property.path("name").asString()).path("values")).toList();
			assertThat(values).extracting((value) -> value.path("value").asString())
				.containsExactlyInAnyOrderElementsOf(constants(property).orElseThrow());
			assertThat(values).allSatisfy((value) -> assertThat(value.path("description").asString()).isNotBlank());
		});
	}

	@Test
	void files_areHandledAsResources() {
		for (String file : List.of("noise.identity.location", "noise.trust.known-peers")) {
			JsonNode provider = hint(file).path("providers").path(0);
			assertThat(provider.path("name").asString()).isEqualTo("handle-as");
			assertThat(provider.path("parameters").path("target").asString()).isEqualTo(Resource.class.getName());
		}
	}

	@Test
	void everyHint_isOfAPropertyThatExists_once() {
		List<String> names = ours("properties").map((property) -> property.path("name").asString()).toList();
		assertThat(ours("hints")).extracting((hint) -> hint.path("name").asString())
			.isSubsetOf(names)
			.doesNotHaveDuplicates();
	}

	/** The values of an enum, or of a list of them, as they are written in properties. */
	private static Optional<List<String>> constants(JsonNode property) {
		String type = property.path("type").asString().replaceAll("^java.util.List<(.*)>$", "$1");
		if (!type.startsWith("io.noise.")) {
			return Optional.empty();
		}
		try {
			Object[] constants = Class.forName(type).getEnumConstants();
			return Optional.ofNullable(constants)
				.map((all) -> Arrays.stream(all)
					.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
					.toList());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private JsonNode hint(String name) {
		return ours("hints").filter((hint) -> hint.path("name").asString().equals(name)).findFirst().orElseThrow();
	}

	private Stream<JsonNode> ours(String kind) {
		return elements(this.metadata.path(kind))
			.filter((element) -> element.path("name").asString().matches("(noise|management\\.endpoint\\.noise)\\b.*"));
	}

	private static Stream<JsonNode> elements(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false);
	}

	private static JsonNode read() {
		try (InputStream file = NoiseProperties.class.getProtectionDomain()
			.getCodeSource()
			.getLocation()
			.toURI()
			.resolve(FILE)
			.toURL()
			.openStream()) {
			return JsonMapper.shared().readTree(file);
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
