package io.noise.record;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * A sealed interface: which of its permitted types in one byte, then the value of that
 * type.
 */
final class SealedShape implements Shape {

	private final Class<?> type;

	private final List<Shape> members;

	/** The indexes by the class of the value, which may be a member of a member. */
	private final Map<Class<?>, Integer> indexes = new HashMap<>();

	SealedShape(Class<?> type, List<Shape> members) {
		this.type = type;
		this.members = members;
		Class<?>[] permitted = type.getPermittedSubclasses();
		for (int i = 0; i < permitted.length; i++) {
			index(permitted[i], i);
		}
	}

	private void index(Class<?> member, int index) {
		if (member.isRecord()) {
			this.indexes.putIfAbsent(member, index);
			return;
		}
		for (Class<?> inner : member.getPermittedSubclasses()) {
			index(inner, index);
		}
	}

	Class<?> type() {
		return this.type;
	}

	/**
	 * The names of the permitted types, in their order. A name that is there already has
	 * its count added, so that each is there once.
	 */
	List<String> names() {
		Map<String, Integer> counts = new HashMap<>();
		return Arrays.stream(this.type.getPermittedSubclasses()).map(Class::getSimpleName).map((name) -> {
			int count = counts.merge(name, 1, Integer::sum);
			return (count == 1) ? name : name + "#" + count;
		}).toList();
	}

	/** The place of the permitted type of a value. */
	int indexOf(Object value) {
		return Objects.requireNonNull(this.indexes.get(value.getClass()));
	}

	@Override
	public void write(Object value, PayloadWriter out, int depth) {
		int index = indexOf(value);
		out.writeByte(index);
		this.members.get(index).write(value, out, depth);
	}

	@Override
	public Object read(PayloadReader in, int depth) {
		int at = in.offset();
		int index = in.readUnsignedByte();
		if (index >= this.members.size()) {
			throw new PayloadException(this.type.getSimpleName() + " at offset " + at + ": " + index
					+ " (expected: below " + this.members.size() + ")");
		}
		return this.members.get(index).read(in, depth);
	}

	@Override
	public int leastBytes() {
		return 1;
	}

	@Override
	public List<Shape> parts() {
		return this.members;
	}

}
