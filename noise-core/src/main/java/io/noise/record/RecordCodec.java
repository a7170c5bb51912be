package io.noise.record;

import java.util.Set;

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
 * char                       2           u16; boxed the same
 * array of these             4 + ...     u32 number of elements, elements
 * List&lt;E&gt;, Set&lt;E&gt;            4 + ...     u32 number of elements, elements in order
 * Map&lt;K, V&gt;                  4 + ...     u32 number of entries, in order: key, value
 * Optional&lt;E&gt;                1 + ...     0, or 1 and the value
 * enum                       1           ordinal
 * UUID                       16          big-endian
 * Instant, Duration          8 + 4       i64 seconds, u32 nanoseconds below 10^9
 * LocalDate                  8           i64 days since 1970-01-01
 * LocalTime                  8           i64 nanoseconds since midnight
 * LocalDateTime              8 + 8       date, time
 * OffsetDateTime             16 + 4      date, time, i32 seconds of the offset
 * ZonedDateTime              20 + ...    date, time, offset, id of the zone as String
 * BigInteger                 4 + length  u32 number of bytes, two's complement big-endian
 * BigDecimal                 4 + ...     i32 scale, unscaled value as BigInteger
 * URI                        4 + length  its text as String
 * InetAddress                1 + length  u8 number of bytes, 4 or 16, and they
 * record                     ...         its components
 * sealed interface           1 + ...     index in permits, and the value of that type
 * </pre>
 *
 * Null is never written. Types evolve by appending: bytes after the last component are
 * left unread, and where the input ends, the {@code List}, {@code Set}, {@code Map} and
 * {@code Optional} components that would follow are empty. Keys and elements of sets are
 * distinct, and few of them have the same hash. Big numbers have at most
 * {@value BigNumbers#MAX_BYTES} bytes, their scales are within
 * {@value BigNumbers#MAX_SCALE}. Records may contain themselves, through a list for
 * example, up to {@value RecordShape#MAX_DEPTH} within each other. Instances are
 * immutable; any thread may use them.
 *
 * @param <T> the record or sealed interface
 */
public final class RecordCodec<T> {

	private final Class<T> type;

	private final Shape shape;

	private final Set<Class<?>> declared;

	private RecordCodec(Class<T> type, ComponentCodecs codecs) {
		ShapeCompiler compiler = new ShapeCompiler(codecs);
		this.type = type;
		this.shape = compiler.compile(type);
		this.declared = compiler.declared();
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
		return of(type, new ComponentCodecs());
	}

	/**
	 * Compiles the codec of a type, some components of which have codecs of their own.
	 * @param <T> the record or sealed interface
	 * @param type its class, of any visibility
	 * @param codecs those of components
	 * @return its codec
	 * @throws IllegalArgumentException if something in the type has neither a form in the
	 * table above nor a codec, or if its module does not open its package
	 */
	public static <T> RecordCodec<T> of(Class<T> type, ComponentCodecs codecs) {
		return new RecordCodec<>(type, codecs);
	}

	/**
	 * Whether values of a record, enum or sealed interface are written within this type
	 * in the form above.
	 * @param declaration the class
	 * @return whether it is this type or within it
	 */
	public boolean declares(Class<?> declaration) {
		return this.declared.contains(declaration);
	}

	/** The shape of the type. */
	Shape shape() {
		return this.shape;
	}

	/** The name of the type, for messages. */
	String name() {
		return this.type.getSimpleName();
	}

	/**
	 * Writes a value. If that fails, the writer holds a part of it.
	 * @param value the value
	 * @param out where to
	 * @throws IllegalArgumentException if something in the value cannot be written: null,
	 * text that UTF-8 cannot hold, numbers out of bounds, equal keys, records too deep
	 * within each other, an accessor that throws; the message names the component
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
	 * @return the value; its lists, sets and maps are unmodifiable
	 * @throws io.noise.payload.PayloadException if the input does not hold such a value,
	 * or the constructor of a record refuses its components
	 */
	public T decode(PayloadReader in) {
		return this.type.cast(this.shape.read(in, 0));
	}

}
