package io.noise.spring.boot.actuate;

import java.util.List;
import java.util.Map;

import io.noise.Messages;
import org.jspecify.annotations.Nullable;

/**
 * A type of message.
 *
 * @param opcode its number on the wire
 * @param type its name
 */
record OpcodeReport(int opcode, String type) {

	/**
	 * The types of a node, lowest opcode first; empty for a mock.
	 */
	static List<OpcodeReport> of(@Nullable Messages messages) {
		Map<Integer, Class<?>> types = (messages != null) ? messages.types() : Map.of();
		return types.entrySet()
			.stream()
			.map((entry) -> new OpcodeReport(entry.getKey(), entry.getValue().getSimpleName()))
			.toList();
	}

}
