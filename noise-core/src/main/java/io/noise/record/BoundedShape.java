package io.noise.record;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * A scalar that refuses to write some of its values.
 *
 * @param component the component that has the value, for messages
 * @param scalar the scalar
 */
record BoundedShape(String component, Scalar<?> scalar) implements Shape {

	@Override
	public void write(Object value, PayloadWriter out, int depth) {
		try {
			this.scalar.write(value, out, depth);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(this.component + ": " + ex.getMessage(), ex);
		}
	}

	@Override
	public Object read(PayloadReader in, int depth) {
		return this.scalar.read(in, depth);
	}

	@Override
	public int leastBytes() {
		return this.scalar.leastBytes();
	}

	@Override
	public boolean ordered() {
		return this.scalar.ordered();
	}

}
