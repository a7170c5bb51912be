package io.noise.protocol;

import java.util.stream.IntStream;

import io.noise.Messages;
import io.noise.NoiseException;

/**
 * Finds the opcodes for blocks of the original: each the next one, in their order.
 */
final class FreeOpcode {

	private static final int HIGHEST = 255;

	private FreeOpcode() {
	}

	static int in(Messages messages) {
		return IntStream.rangeClosed(messages.reservedOpcodes() + 1, HIGHEST)
			.filter((opcode) -> !messages.types().containsKey(opcode))
			.findFirst()
			.orElseThrow(() -> new NoiseException("opcodes: all " + HIGHEST + " are taken", null));
	}

}
