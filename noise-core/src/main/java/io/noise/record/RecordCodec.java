package io.noise.record;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * Writes and reads the values of one record or sealed interface: the components in order,
 * without names and without padding, all numbers little-endian.
 *
 * <pre>
 * component                  bytes       form
 * byte, short, int, long     1, 2, 4, 8  signed; boxed the same
 * float, double              4, 8        IEEE 754; boxed the same
 * boolean                    1           0 or 1; boxed the same
 * String                     4 + length  u32 number of bytes, UTF-8
 * byte[]                     4 + length  u32 number of bytes, bytes
 * List&lt;E&gt;                    4 + ...     u32 number of elements, elements
 * Optional&lt;E&gt;                1 + ...     0, or 1 and the value
 * enum                       1           ordinal
 * UUID                       16          big-endian
 * Instant, Duration          8 + 4       i64 seconds, u32 nanoseconds below 10^9
 * record                     ...         its components
 * sealed interface           1 + ...     index in permits, and the value of that type
 * </pre>
 *
 * Null is never written. Types evolve by appending: bytes after the last component are
 * left unread, and where the input ends, the {@code List} and {@code Optional} components
 * that would follow are empty. Records may contain themselves, through a list for
 * example, up to {@value RecordShape#MAX_DEPTH} within each other. Instances are
 * immutable; any thread may use them.
 *
 * @param <T> the record or sealed interface
 */
public final class RecordCodec<T> {

	private final Class<T> type;

	private final Shape shape;

	private RecordCodec(Class<T> type) {
		this.type = type;
		this.shape = ShapeCompiler.compile(type);
	}

	/**
	 * Compiles the codec of a type. Do it once and keep it.
	 * @param <T> the record or sealed interface
	 * @param type its class, of any visibility
	 * @return its codec
	 * @throws IllegalArgumentException if the type or something in it has no form in the
	 * table above, or if its module does not open its package; the message names the
	 * component and what is expected
	 */
	public static <T> RecordCodec<T> of(Class<T> type) {
		return new RecordCodec<>(type);
	}

	/**
	 * Writes a value. If that fails, the writer holds a part of it.
	 * @param value the value
	 * @param out where to
	 * @throws IllegalArgumentException if something in the value cannot be written: null,
	 * text that UTF-8 cannot hold, records too deep within each other, an accessor that
	 * throws; the message names the component
	 */
	public void encode(T value, PayloadWriter out) {
		if (value == null) {
			throw new IllegalArgumentException(this.type.getSimpleName() + ": null (expected: a value)");
		}
		this.shape.write(value, out, 0);
	}

	/**
	 * Reads a value, and leaves unread what follows it.
	 * @param in where from
	 * @return the value; its lists are unmodifiable
	 * @throws io.noise.payload.PayloadException if the input does not hold such a value,
	 * or the constructor of a record refuses its components
	 */
	public T decode(PayloadReader in) {
		return this.type.cast(this.shape.read(in, 0));
	}

}
