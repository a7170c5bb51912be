package io.noise.record;

import java.util.Arrays;
import java.util.List;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * An enum: its ordinal in one byte.
 */
final class EnumShape implements Shape {

	private static final int MAX_CONSTANTS = 256;

	private final Class<?> type;

	private final Object[] constants;

	EnumShape(String component, Class<?> type) {
		this.type = type;
		this.constants = type.getEnumConstants();
		if (this.constants.length > MAX_CONSTANTS) {
			throw new IllegalArgumentException(component + ": " + type.getTypeName() + " with " + this.constants.length
					+ " constants (expected: at most " + MAX_CONSTANTS + ")");
		}
	}

	Class<?> type() {
		return this.type;
	}

	/** The names of the constants, by ordinal. */
	List<String> names() {
		return Arrays.stream(this.constants).map((constant) -> ((Enum<?>) constant).name()).toList();
	}

	// the ordinal is what goes over the wire
	@SuppressWarnings("EnumOrdinal")
	@Override
	public void write(Object value, PayloadWriter out, int depth) {
		out.writeByte(((Enum<?>) value).ordinal());
	}

	@Override
	public Object read(PayloadReader in, int depth) {
		int at = in.offset();
		int ordinal = in.readUnsignedByte();
		if (ordinal >= this.constants.length) {
			throw new PayloadException(this.type.getSimpleName() + " at offset " + at + ": " + ordinal
					+ " (expected: below " + this.constants.length + ")");
		}
		return this.constants[ordinal];
	}

	@Override
	public int leastBytes() {
		return 1;
	}

}
