package io.noise.record;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * A list: the number of its elements as a u32, then the elements.
 *
 * @param component the component that is the list, for messages
 * @param element the shape of the elements
 */
record ListShape(String component, Shape element) implements Shape {

	private static final int COUNT_BYTES = 4;

	/**
	 * Refuses elements that take no bytes, any number of which could be announced in four
	 * bytes. Sizes are known only after all shapes are complete.
	 */
	void requireElementsWithBytes() {
		if (this.element.leastBytes() == 0) {
			throw new IllegalArgumentException(
					this.component + ": a list of records without components (expected: elements that take bytes)");
		}
	}

	@Override
	public void write(Object value, PayloadWriter out, int depth) {
		Object[] elements = ((List<?>) value).toArray();
		out.writeInt(elements.length);
		for (int i = 0; i < elements.length; i++) {
			if (elements[i] == null) {
				throw new IllegalArgumentException(this.component + ": null at index " + i + " (expected: a value)");
			}
			this.element.write(elements[i], out, depth);
		}
	}

	@Override
	public Object read(PayloadReader in, int depth) {
		Object[] elements = new Object[readCount(in)];
		for (int i = 0; i < elements.length; i++) {
			elements[i] = this.element.read(in, depth);
		}
		return Collections.unmodifiableList(Arrays.asList(elements));
	}

	/**
	 * Reads the count: the last element may lack trailing components, all others must fit
	 * into the rest.
	 */
	private int readCount(PayloadReader in) {
		int at = in.offset();
		long count = in.readUnsignedInt();
		if ((count - 1) * this.element.leastBytes() > in.remaining()) {
			throw new PayloadException(this.component + " at offset " + at + ": " + count + " elements in "
					+ in.remaining() + " bytes (expected: " + this.element.leastBytes() + " bytes or more each)");
		}
		return (int) count;
	}

	@Override
	public int leastBytes() {
		return COUNT_BYTES;
	}

	@Override
	public Object missing() {
		return List.of();
	}

}
