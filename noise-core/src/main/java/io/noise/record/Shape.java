package io.noise.record;

import java.util.List;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import org.jspecify.annotations.Nullable;

/**
 * The form of the values of one type in a payload.
 */
interface Shape {

	/**
	 * Writes a value.
	 * @param value a value of the type
	 * @param out where to
	 * @param depth how many records are around it
	 */
	void write(Object value, PayloadWriter out, int depth);

	/**
	 * Reads a value.
	 * @param in where from
	 * @param depth how many records are around it
	 */
	Object read(PayloadReader in, int depth);

	/** The fewest bytes that a value is written to. */
	int leastBytes();

	/**
	 * The value of a component if the input ends before it; null if it must not be
	 * missing.
	 */
	default @Nullable Object missing() {
		return null;
	}

	/** The shapes of what lies within a value. */
	default List<Shape> parts() {
		return List.of();
	}

	/**
	 * Whether values that differ may be written to the same bytes, because the other end
	 * has fewer components.
	 */
	default boolean shortens() {
		return false;
	}

	/**
	 * Whether hash tables of the JDK sort values whose hashes collide, so that any number
	 * of them may.
	 */
	default boolean ordered() {
		return false;
	}

}
