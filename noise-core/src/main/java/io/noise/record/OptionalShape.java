package io.noise.record;

import java.util.List;
import java.util.Optional;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * A value that may be missing: one byte, 0 for empty, or 1 and the value.
 *
 * @param element the shape of the value
 */
record OptionalShape(Shape element) implements Shape {

	@Override
	public void write(Object value, PayloadWriter out, int depth) {
		Optional<?> optional = (Optional<?>) value;
		out.writeBoolean(optional.isPresent());
		if (optional.isPresent()) {
			this.element.write(optional.get(), out, depth);
		}
	}

	@Override
	public Object read(PayloadReader in, int depth) {
		return in.readBoolean() ? Optional.of(this.element.read(in, depth)) : Optional.empty();
	}

	@Override
	public int leastBytes() {
		return 1;
	}

	@Override
	public Object missing() {
		return Optional.empty();
	}

	@Override
	public List<Shape> parts() {
		return List.of(this.element);
	}

}
