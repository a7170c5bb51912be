package io.noise.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bytes to agree with, read from the test resources. Most were made by the Go original.
 */
public final class Vectors {

	private Vectors() {
	}

	/**
	 * The vectors of one file.
	 */
	public static JsonNode read(String file) {
		return new JsonMapper().readTree(bytes(file));
	}

	/**
	 * The lines of one file.
	 */
	public static List<String> lines(String file) {
		return new String(bytes(file), StandardCharsets.UTF_8).lines().toList();
	}

	private static byte[] bytes(String file) {
		try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file), file)) {
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new IllegalStateException(file, ex);
		}
	}

}
