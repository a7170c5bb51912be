package io.noise.record;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * A list: the number of its elements as a u32, then the elements.
 *
 * @param component the component that is the list, for messages
 * @param element the shape of the elements
 */
record ListShape(String component, Shape element) implements Shape {

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
		Object[] elements = new Object[Elements.readCount(this.component, in, this.element.leastBytes())];
		for (int i = 0; i < elements.length; i++) {
			elements[i] = this.element.read(in, depth);
		}
		return Collections.unmodifiableList(Arrays.asList(elements));
	}

	@Override
	public int leastBytes() {
		return Elements.COUNT_BYTES;
	}

	@Override
	public Object missing() {
		return List.of();
	}

	@Override
	public List<Shape> parts() {
		return List.of(this.element);
	}

}
