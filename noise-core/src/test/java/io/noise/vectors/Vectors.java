package io.noise.vectors;

import java.io.IOException;
import java.io.InputStream;
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
		try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file), file)) {
			return new JsonMapper().readTree(in);
		}
		catch (IOException ex) {
			throw new IllegalStateException(file, ex);
		}
	}

}
