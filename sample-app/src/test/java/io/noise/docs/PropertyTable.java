package io.noise.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Table of the properties, from the metadata that the build generates from their Javadoc.
 */
final class PropertyTable {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final List<String> PREFIXES = List.of("noise.", "management.endpoint.noise.");

	private PropertyTable() {
	}

	static List<String> lines() {
		List<String> lines = new ArrayList<>(List.of("| property | default | description |", "|---|---|---|"));
		for (String prefix : PREFIXES) {
			properties().stream()
				.filter((property) -> property.path("name").asString().startsWith(prefix))
				.map(PropertyTable::row)
				.sorted()
				.forEach(lines::add);
		}
		return lines;
	}

	private static String row(JsonNode property) {
		String name = property.path("name").asString();
		String description = property.path("description").asString("").replaceAll("\\s+", " ").replace("|", "\\|");
		if (description.isBlank()) {
			throw new IllegalStateException(name + ": no description in the metadata (expected: one)");
		}
		String any = property.path("type").asString("").startsWith("java.util.Map") ? ".*" : "";
		return "| `" + name + any + "` | " + defaultOf(property) + " | " + description + " |";
	}

	private static String defaultOf(JsonNode property) {
		JsonNode value = property.path("defaultValue");
		if (value.isMissingNode() || (value.isArray() && value.isEmpty())) {
			return "";
		}
		boolean text = property.path("type").asString().equals(String.class.getName());
		// The metadata has the constants of enums; users write them in kebab case.
		return "`" + (text ? value.asString() : value.asString().replace('_', '-')) + "`";
	}

	private static List<JsonNode> properties() {
		try {
			List<JsonNode> properties = new ArrayList<>();
			for (URL url : Collections.list(PropertyTable.class.getClassLoader().getResources(METADATA))) {
				try (InputStream in = url.openStream()) {
					JsonMapper.shared().readTree(in).path("properties").forEach(properties::add);
				}
			}
			return properties;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
