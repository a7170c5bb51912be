package io.noise.record;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * A set: the number of its elements as a u32, then the elements, in the order of the set.
 *
 * @param component the component that is the set, for messages
 * @param keys its elements
 */
record SetShape(String component, KeyShape keys) implements HashedShape {

	@Override
	public void complete() {
		if (element().leastBytes() == 0) {
			throw new IllegalArgumentException(
					this.component + ": a set of records without components (expected: elements that take bytes)");
		}
		this.keys.complete();
	}

	private Shape element() {
		return this.keys.shape();
	}

	@Override
	public void write(Object value, PayloadWriter out, int depth) {
		Object[] elements = ((Set<?>) value).toArray();
		KeyTally tally = new KeyTally(elements.length);
		out.writeInt(elements.length);
		for (Object element : elements) {
			this.keys.write(element, out, depth, tally);
		}
		this.keys.checkWritten(tally);
	}

	@Override
	public Object read(PayloadReader in, int depth) {
		int count = Elements.readCount(this.component, in, element().leastBytes());
		KeyTally tally = new KeyTally(count);
		for (int i = 0; i < count; i++) {
			this.keys.read(in, depth, tally);
		}
		Set<Object> set = new LinkedHashSet<>();
		this.keys.index(tally, (element, i) -> set.add(element));
		return Collections.unmodifiableSet(set);
	}

	@Override
	public int leastBytes() {
		return Elements.COUNT_BYTES;
	}

	@Override
	public Object missing() {
		return Set.of();
	}

	@Override
	public List<Shape> parts() {
		return List.of(element());
	}

}
