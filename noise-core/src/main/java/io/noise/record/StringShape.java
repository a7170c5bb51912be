package io.noise.record;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * A text: the number of its bytes as a u32, then its UTF-8.
 *
 * @param component the component that has the text, for messages
 */
record StringShape(String component) implements Shape {

	private static final int LENGTH_BYTES = 4;

	@Override
	public void write(Object value, PayloadWriter out, int depth) {
		try {
			out.writeString((String) value);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(this.component + ": " + ex.getMessage(), ex);
		}
	}

	@Override
	public Object read(PayloadReader in, int depth) {
		return in.readString();
	}

	@Override
	public int leastBytes() {
		return LENGTH_BYTES;
	}

	@Override
	public boolean ordered() {
		return true;
	}

}
