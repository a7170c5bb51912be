package io.noise.record;

import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * A type that is written by itself, with nothing of the user's within it.
 *
 * @param type the class of its values, boxed
 * @param leastBytes the fewest bytes of a value
 * @param writer writes a value
 * @param reader reads a value
 */
record Scalar<T>(Class<T> type, int leastBytes, BiConsumer<PayloadWriter, T> writer,
		Function<PayloadReader, T> reader) implements Shape {

	@Override
	public void write(Object value, PayloadWriter out, int depth) {
		this.writer.accept(out, this.type.cast(value));
	}

	@Override
	public Object read(PayloadReader in, int depth) {
		return this.reader.apply(in);
	}

	/**
	 * Whether the type is comparable to itself by its own declaration, as the JDK asks.
	 */
	@Override
	public boolean ordered() {
		return Arrays.stream(this.type.getGenericInterfaces())
			.anyMatch((declared) -> declared instanceof ParameterizedType generic
					&& generic.getRawType() == Comparable.class && generic.getActualTypeArguments()[0] == this.type);
	}

}
