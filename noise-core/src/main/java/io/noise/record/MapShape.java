package io.noise.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * A map: the number of its entries as a u32, then each key and its value, in the order of
 * the map.
 *
 * @param component the component that is the map, for messages
 * @param keys its keys
 * @param value the shape of its values
 */
record MapShape(String component, KeyShape keys, Shape value) implements HashedShape {

	@Override
	public void complete() {
		if (entryBytes() == 0) {
			throw new IllegalArgumentException(
					this.component + ": a map of records without components (expected: entries that take bytes)");
		}
		this.keys.complete();
	}

	private long entryBytes() {
		return (long) this.keys.shape().leastBytes() + this.value.leastBytes();
	}

	@Override
	public void write(Object map, PayloadWriter out, int depth) {
		List<Object> keysAndValues = new ArrayList<>();
		((Map<?, ?>) map).forEach((key, element) -> {
			keysAndValues.add(key);
			keysAndValues.add(element);
		});
		int count = keysAndValues.size() / 2;
		KeyTally tally = new KeyTally(count);
		out.writeInt(count);
		for (int i = 0; i < count; i++) {
			this.keys.write(keysAndValues.get(2 * i), out, depth, tally);
			writeValue(keysAndValues.get(2 * i + 1), i, out, depth);
		}
		this.keys.checkWritten(tally);
	}

	private void writeValue(Object element, int index, PayloadWriter out, int depth) {
		if (element == null) {
			throw new IllegalArgumentException(
					this.component + ": null as value of key " + index + " (expected: a value)");
		}
		this.value.write(element, out, depth);
	}

	@Override
	public Object read(PayloadReader in, int depth) {
		int count = Elements.readCount(this.component, in, entryBytes());
		KeyTally tally = new KeyTally(count);
		Object[] values = new Object[count];
		for (int i = 0; i < count; i++) {
			this.keys.read(in, depth, tally);
			values[i] = this.value.read(in, depth);
		}
		Map<Object, Object> map = new LinkedHashMap<>();
		this.keys.index(tally, (key, i) -> map.put(key, values[i]) == null);
		return Collections.unmodifiableMap(map);
	}

	@Override
	public int leastBytes() {
		return Elements.COUNT_BYTES;
	}

	@Override
	public Object missing() {
		return Map.of();
	}

	@Override
	public List<Shape> parts() {
		return List.of(this.keys.shape(), this.value);
	}

}
