package io.noise.record;

import java.util.List;

import io.noise.payload.PayloadWriter;

/**
 * An enum whose constants have other ordinals at the other end.
 *
 * @param own its shape here
 * @param ordinals those at the other end by those here; negative where it has no such
 * constant
 * @param expected the constants of the other end
 */
record TranslatedEnum(EnumShape own, List<Integer> ordinals, List<String> expected) implements TranslatedShape {

	// the ordinal is what goes over the wire
	@SuppressWarnings("EnumOrdinal")
	@Override
	public void write(Object value, PayloadWriter out, int depth) {
		Enum<?> constant = (Enum<?>) value;
		int ordinal = this.ordinals.get(constant.ordinal());
		if (ordinal < 0) {
			throw TranslatedShape.unsendable(this.own.type().getSimpleName() + "." + constant.name(), this.expected);
		}
		out.writeByte(ordinal);
	}

}
