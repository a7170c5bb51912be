package io.noise.record;

import java.util.List;

import io.noise.payload.PayloadWriter;

/**
 * A sealed interface whose permitted types have other numbers at the other end.
 *
 * @param own its shape here
 * @param numbers those at the other end by those here; negative where it has no such type
 * @param members the shapes at the other end by the numbers here
 * @param expected the permitted types of the other end
 */
record TranslatedSealed(SealedShape own, List<Integer> numbers, List<Shape> members,
		List<String> expected) implements TranslatedShape {

	@Override
	public void write(Object value, PayloadWriter out, int depth) {
		int index = this.own.indexOf(value);
		int number = this.numbers.get(index);
		if (number < 0) {
			throw TranslatedShape.unsendable(this.own.type().getSimpleName() + " " + this.own.names().get(index),
					this.expected);
		}
		out.writeByte(number);
		this.members.get(index).write(value, out, depth);
	}

	@Override
	public List<Shape> parts() {
		return this.members;
	}

}
