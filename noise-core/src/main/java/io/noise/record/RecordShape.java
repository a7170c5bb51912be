package io.noise.record;

import java.lang.invoke.MethodHandle;
import java.util.List;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * A record: its components, one after the other. A record may lie within itself, so its
 * components are known only after it is: {@link #complete} is called once, and then
 * {@link #leastBytes}, before any value is written or read.
 */
final class RecordShape implements Shape {

	/** The number of records that may lie within each other, the outermost included. */
	static final int MAX_DEPTH = 64;

	private static final int UNKNOWN = -1;

	private static final int BEING_ADDED_UP = -2;

	private final Class<?> type;

	private final MethodHandle constructor;

	private List<Component> components = List.of();

	private int leastBytes = UNKNOWN;

	/**
	 * A record whose components are still unknown.
	 * @param type the record
	 * @param constructor from an array of all components to the record, typed
	 * {@code Object}
	 */
	RecordShape(Class<?> type, MethodHandle constructor) {
		this.type = type;
		this.constructor = constructor;
	}

	void complete(List<Component> all) {
		this.components = all;
	}

	Class<?> type() {
		return this.type;
	}

	List<Component> components() {
		return this.components;
	}

	@Override
	public void write(Object value, PayloadWriter out, int depth) {
		checkDepth(depth);
		for (Component component : this.components) {
			component.write(value, out, depth + 1);
		}
	}

	/** Refuses to write a record too deep within others. */
	void checkDepth(int depth) {
		if (depth == MAX_DEPTH) {
			throw new IllegalArgumentException(tooDeep());
		}
	}

	@Override
	public Object read(PayloadReader in, int depth) {
		if (depth == MAX_DEPTH) {
			throw new PayloadException(tooDeep());
		}
		Object[] values = new Object[this.components.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.components.get(i).read(in, depth + 1);
		}
		return construct(values);
	}

	private String tooDeep() {
		return this.type.getSimpleName() + ": more than " + MAX_DEPTH + " records within each other (expected: at most "
				+ MAX_DEPTH + ")";
	}

	private Object construct(Object[] values) {
		try {
			return (Object) this.constructor.invokeExact(values);
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new PayloadException(this.type.getSimpleName() + ": its constructor threw " + ex, ex);
		}
	}

	/**
	 * The sum over the components, added up once, after everything is complete. A record
	 * that is met on the way to its own sum would go on for ever.
	 */
	@Override
	public int leastBytes() {
		if (this.leastBytes == BEING_ADDED_UP) {
			throw new IllegalArgumentException(
					this.type.getTypeName() + ": always within itself (expected: a List or an Optional in between)");
		}
		if (this.leastBytes == UNKNOWN) {
			this.leastBytes = BEING_ADDED_UP;
			long sum = this.components.stream().mapToLong((component) -> component.shape().leastBytes()).sum();
			this.leastBytes = (int) Math.min(sum, Integer.MAX_VALUE);
		}
		return this.leastBytes;
	}

	@Override
	public List<Shape> parts() {
		return this.components.stream().map(Component::shape).toList();
	}

}
