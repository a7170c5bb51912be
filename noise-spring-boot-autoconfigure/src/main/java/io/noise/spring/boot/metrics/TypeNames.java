package io.noise.spring.boot.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.noise.Messages;
import org.jspecify.annotations.Nullable;

/**
 * The names of message types, as tags show them, by opcode. Types without one, which were
 * registered when the application was ready, are {@code other}.
 */
final class TypeNames {

	private static final int HIGHEST_OPCODE = 255;

	private volatile Map<Integer, String> names = Map.of();

	/**
	 * Takes over the types that are registered now.
	 * @param messages the types of a node; null for that of a mock
	 */
	void update(@Nullable Messages messages) {
		if (messages != null && messages.types() != null) {
			Map<Integer, String> now = new TreeMap<>();
			messages.types().forEach((opcode, type) -> now.put(opcode, type.getSimpleName()));
			this.names = now;
		}
	}

	/**
	 * Returns the name of a type.
	 */
	String of(int opcode) {
		return this.names.getOrDefault(opcode, TagValue.OTHER);
	}

	/**
	 * Returns all names, each once.
	 */
	Stream<String> all() {
		return Stream.concat(this.names.values().stream(), Stream.of(TagValue.OTHER)).distinct();
	}

	/**
	 * Returns the opcodes with a name.
	 */
	IntStream opcodes(String name) {
		return IntStream.rangeClosed(1, HIGHEST_OPCODE).filter((opcode) -> of(opcode).equals(name));
	}

	@Override
	public String toString() {
		return all().collect(Collectors.joining(", "));
	}

}
