package io.noise.record;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import org.jspecify.annotations.Nullable;

/**
 * The codecs of component types that have none of the {@link RecordCodec forms}, or
 * another one here. They apply wherever such a type is within a record, not to messages
 * as a whole. Safe for use by any thread.
 */
public final class ComponentCodecs {

	private final Map<Class<?>, Scalar<?>> codecs = new ConcurrentHashMap<>();

	/**
	 * An empty set of codecs.
	 */
	public ComponentCodecs() {
	}

	/**
	 * Adds a codec. Records that have been compiled are not affected.
	 * @param <T> the values
	 * @param type their class
	 * @param writer writes a value, in at least one byte
	 * @param reader reads exactly what the writer wrote
	 * @throws IllegalArgumentException if the form of the type is fixed, or the type has
	 * type parameters
	 */
	public <T> void add(Class<T> type, BiConsumer<PayloadWriter, T> writer, Function<PayloadReader, T> reader) {
		if (ShapeCompiler.isFixed(type)) {
			throw refuse(type, "a type without a fixed form");
		}
		if (type.getTypeParameters().length > 0) {
			throw refuse(type, "a type without type parameters");
		}
		this.codecs.put(type, new Scalar<>(type, 1, writer, reader));
	}

	private static IllegalArgumentException refuse(Class<?> type, String expected) {
		return new IllegalArgumentException(type.getTypeName() + " (expected: " + expected + ")");
	}

	/** The shape of a type; null if it has no codec here. */
	@Nullable Shape of(String component, Class<?> type) {
		Scalar<?> codec = this.codecs.get(type);
		return (codec != null) ? new CodecShape(component, codec) : null;
	}

}
