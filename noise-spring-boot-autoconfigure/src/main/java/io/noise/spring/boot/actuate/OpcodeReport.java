package io.noise.spring.boot.actuate;

import java.util.List;

import io.noise.Messages;

/**
 * A type of message.
 *
 * @param opcode its number on the wire
 * @param type its name
 */
record OpcodeReport(int opcode, String type) {

	/**
	 * The table of a node, lowest opcode first.
	 */
	static List<OpcodeReport> of(Messages messages) {
		return messages.types()
			.entrySet()
			.stream()
			.map((entry) -> new OpcodeReport(entry.getKey(), entry.getValue().getSimpleName()))
			.toList();
	}

}
