package io.noise.record;

import java.lang.invoke.MethodHandle;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import org.jspecify.annotations.Nullable;

/**
 * One component of a record.
 *
 * @param name record and component, as messages name them: {@code Chat.text}
 * @param accessor from the record to the component, both typed {@code Object}
 * @param shape the shape of its values
 */
record Component(String name, MethodHandle accessor, Shape shape) {

	/** The name within the record. */
	String simpleName() {
		return this.name.substring(this.name.lastIndexOf('.') + 1);
	}

	void write(Object owner, PayloadWriter out, int depth) {
		Object value = valueIn(owner);
		if (value == null) {
			throw new IllegalArgumentException(
					this.name + ": null (expected: a value; Optional for what may be missing)");
		}
		this.shape.write(value, out, depth);
	}

	private @Nullable Object valueIn(Object owner) {
		try {
			return (Object) this.accessor.invokeExact(owner);
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalArgumentException(this.name + ": its accessor threw " + ex, ex);
		}
	}

	Object read(PayloadReader in, int depth) {
		Object missing = (in.remaining() == 0) ? this.shape.missing() : null;
		try {
			return (missing != null) ? missing : this.shape.read(in, depth);
		}
		catch (PayloadException ex) {
			throw ex.within(this.name);
		}
	}

}
