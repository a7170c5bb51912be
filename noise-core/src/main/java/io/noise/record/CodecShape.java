package io.noise.record;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * A type that has a codec of the application, which takes at least one byte a value: any
 * number of values without bytes could be announced in four.
 *
 * @param component the component that has the value, for messages
 * @param codec the codec
 */
record CodecShape(String component, Scalar<?> codec) implements Shape {

	@Override
	public void write(Object value, PayloadWriter out, int depth) {
		int before = out.size();
		try {
			this.codec.write(value, out, depth);
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException(this.component + ": its codec threw " + ex, ex);
		}
		if (out.size() == before) {
			throw new IllegalArgumentException(this.component + ": its codec wrote no byte (expected: at least one)");
		}
	}

	@Override
	public Object read(PayloadReader in, int depth) {
		int at = in.offset();
		Object value = readAny(in, at);
		if (value == null) {
			throw new PayloadException(where(at) + ": its codec returned null (expected: a value)");
		}
		if (in.offset() == at) {
			throw new PayloadException(where(at) + ": its codec read no byte (expected: at least one)");
		}
		return value;
	}

	private Object readAny(PayloadReader in, int at) {
		try {
			return this.codec.type().cast(this.codec.read(in, 0));
		}
		catch (PayloadException ex) {
			throw ex.within(this.component);
		}
		catch (RuntimeException ex) {
			throw new PayloadException(where(at) + ": its codec threw " + ex, ex);
		}
	}

	private String where(int at) {
		return this.component + " at offset " + at;
	}

	@Override
	public int leastBytes() {
		return this.codec.leastBytes();
	}

}
