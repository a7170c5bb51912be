package io.noise.record;

import java.net.InetAddress;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import org.jspecify.annotations.Nullable;

/**
 * The table of the scalars.
 */
final class Scalars {

	private static final int LENGTH_BYTES = 4;

	private static final int UUID_BYTES = 16;

	private static final int TIME_BYTES = 12;

	private static final long MAX_NANOS = 999_999_999;

	private static final Map<Class<?>, Scalar<?>> scalars = table();

	/** Those that refuse to write some of their values. */
	private static final Map<Class<?>, Scalar<?>> bounded = boundedTable();

	private Scalars() {
	}

	/**
	 * The scalar of a type, primitive or not; null for every other type.
	 * @param component the component that has the value, for messages
	 */
	static @Nullable Shape of(String component, Class<?> type) {
		Scalar<?> scalar = bounded.get(type);
		return (scalar != null) ? new BoundedShape(component, scalar) : scalars.get(type);
	}

	static boolean has(Class<?> type) {
		return bounded.containsKey(type) || scalars.containsKey(type);
	}

	private static Map<Class<?>, Scalar<?>> table() {
		Map<Class<?>, Scalar<?>> table = new HashMap<>();
		add(table, byte.class,
				new Scalar<>(Byte.class, 1, (out, value) -> out.writeByte(value), PayloadReader::readByte));
		add(table, short.class,
				new Scalar<>(Short.class, 2, (out, value) -> out.writeShort(value), PayloadReader::readShort));
		add(table, int.class, new Scalar<>(Integer.class, 4, PayloadWriter::writeInt, PayloadReader::readInt));
		add(table, long.class, new Scalar<>(Long.class, 8, PayloadWriter::writeLong, PayloadReader::readLong));
		add(table, float.class, new Scalar<>(Float.class, 4, PayloadWriter::writeFloat, PayloadReader::readFloat));
		add(table, double.class, new Scalar<>(Double.class, 8, PayloadWriter::writeDouble, PayloadReader::readDouble));
		add(table, boolean.class,
				new Scalar<>(Boolean.class, 1, PayloadWriter::writeBoolean, PayloadReader::readBoolean));
		add(table, byte[].class,
				new Scalar<>(byte[].class, LENGTH_BYTES, PayloadWriter::writeBytes, PayloadReader::readBytes));
		add(table, UUID.class, new Scalar<>(UUID.class, UUID_BYTES, Scalars::writeUuid, Scalars::readUuid));
		add(table, Instant.class, new Scalar<>(Instant.class, TIME_BYTES, Scalars::writeInstant, Scalars::readInstant));
		add(table, Duration.class,
				new Scalar<>(Duration.class, TIME_BYTES, Scalars::writeDuration, Scalars::readDuration));
		add(table, char.class, new Scalar<>(Character.class, Character.BYTES, (out, value) -> out.writeShort(value),
				(in) -> (char) in.readShort()));
		add(table, InetAddress.class, Addresses.host());
		Dates.scalars().forEach((scalar) -> add(table, scalar.type(), scalar));
		PrimitiveArrays.scalars().forEach((scalar) -> add(table, scalar.type(), scalar));
		return Map.copyOf(table);
	}

	private static Map<Class<?>, Scalar<?>> boundedTable() {
		Map<Class<?>, Scalar<?>> table = new HashMap<>();
		add(table, ZonedDateTime.class, Dates.zoned());
		add(table, URI.class, Addresses.uri());
		BigNumbers.scalars().forEach((scalar) -> add(table, scalar.type(), scalar));
		return Map.copyOf(table);
	}

	private static void add(Map<Class<?>, Scalar<?>> table, Class<?> type, Scalar<?> scalar) {
		table.put(type, scalar);
		table.put(scalar.type(), scalar);
	}

	private static void writeUuid(PayloadWriter out, UUID id) {
		out.writeLong(Long.reverseBytes(id.getMostSignificantBits()));
		out.writeLong(Long.reverseBytes(id.getLeastSignificantBits()));
	}

	private static UUID readUuid(PayloadReader in) {
		long most = Long.reverseBytes(in.readLong());
		return new UUID(most, Long.reverseBytes(in.readLong()));
	}

	private static void writeInstant(PayloadWriter out, Instant time) {
		out.writeLong(time.getEpochSecond()).writeInt(time.getNano());
	}

	private static Instant readInstant(PayloadReader in) {
		int at = in.offset();
		long seconds = in.readLong();
		long nanos = readNanos(in);
		try {
			return Instant.ofEpochSecond(seconds, nanos);
		}
		catch (DateTimeException ex) {
			throw new PayloadException("instant at offset " + at + ": " + seconds + " seconds since 1970 (expected: "
					+ Instant.MIN.getEpochSecond() + " to " + Instant.MAX.getEpochSecond() + ")", ex);
		}
	}

	private static void writeDuration(PayloadWriter out, Duration time) {
		out.writeLong(time.getSeconds()).writeInt(time.getNano());
	}

	private static Duration readDuration(PayloadReader in) {
		long seconds = in.readLong();
		return Duration.ofSeconds(seconds, readNanos(in));
	}

	private static long readNanos(PayloadReader in) {
		int at = in.offset();
		long nanos = in.readUnsignedInt();
		if (nanos > MAX_NANOS) {
			throw new PayloadException(
					"nanoseconds at offset " + at + ": " + nanos + " (expected: at most " + MAX_NANOS + ")");
		}
		return nanos;
	}

}
