package io.noise.record;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * Dates and times of day. The longer forms begin with the shorter ones: date, time,
 * offset, zone.
 */
final class Dates {

	private static final int MAX_ZONE_LENGTH = 256;

	private static final String EXPECTED_LENGTH = " (expected: at most " + MAX_ZONE_LENGTH + ")";

	private static final int DATE_BYTES = Long.BYTES;

	private static final int DATE_TIME_BYTES = DATE_BYTES + Long.BYTES;

	private static final int OFFSET_BYTES = DATE_TIME_BYTES + Integer.BYTES;

	/** The text of the shortest zone, Z, has one byte. */
	private static final int ZONED_BYTES = OFFSET_BYTES + Integer.BYTES + 1;

	private static final long MIN_DAY = LocalDate.MIN.toEpochDay();

	private static final long MAX_DAY = LocalDate.MAX.toEpochDay();

	private static final long MAX_NANO = LocalTime.MAX.toNanoOfDay();

	private static final int MAX_OFFSET = ZoneOffset.MAX.getTotalSeconds();

	private Dates() {
	}

	static List<Scalar<?>> scalars() {
		return List.of(new Scalar<>(LocalDate.class, DATE_BYTES, Dates::writeDate, Dates::readDate),
				new Scalar<>(LocalTime.class, Long.BYTES, Dates::writeTime, Dates::readTime),
				new Scalar<>(LocalDateTime.class, DATE_TIME_BYTES, Dates::writeDateTime, Dates::readDateTime),
				new Scalar<>(OffsetDateTime.class, OFFSET_BYTES, Dates::writeOffset, Dates::readOffset));
	}

	/** The zone, whose name has a bound that its writer checks too. */
	static Scalar<ZonedDateTime> zoned() {
		return new Scalar<>(ZonedDateTime.class, ZONED_BYTES, Dates::writeZoned, Dates::readZoned);
	}

	private static void writeDate(PayloadWriter out, LocalDate date) {
		out.writeLong(date.toEpochDay());
	}

	private static LocalDate readDate(PayloadReader in) {
		return LocalDate.ofEpochDay(readWithin("epoch day", in, MIN_DAY, MAX_DAY));
	}

	private static void writeTime(PayloadWriter out, LocalTime time) {
		out.writeLong(time.toNanoOfDay());
	}

	private static LocalTime readTime(PayloadReader in) {
		return LocalTime.ofNanoOfDay(readWithin("nanosecond of the day", in, 0, MAX_NANO));
	}

	private static void writeDateTime(PayloadWriter out, LocalDateTime time) {
		writeDate(out, time.toLocalDate());
		writeTime(out, time.toLocalTime());
	}

	private static LocalDateTime readDateTime(PayloadReader in) {
		LocalDate date = readDate(in);
		return LocalDateTime.of(date, readTime(in));
	}

	private static void writeOffset(PayloadWriter out, OffsetDateTime time) {
		writeDateTime(out, time.toLocalDateTime());
		out.writeInt(time.getOffset().getTotalSeconds());
	}

	private static OffsetDateTime readOffset(PayloadReader in) {
		LocalDateTime time = readDateTime(in);
		int at = in.offset();
		int seconds = in.readInt();
		if (seconds < -MAX_OFFSET || seconds > MAX_OFFSET) {
			throw new PayloadException("offset of the zone at offset " + at + ": " + seconds + " seconds (expected: -"
					+ MAX_OFFSET + " to " + MAX_OFFSET + ")");
		}
		return OffsetDateTime.of(time, ZoneOffset.ofTotalSeconds(seconds));
	}

	private static void writeZoned(PayloadWriter out, ZonedDateTime time) {
		String zone = time.getZone().getId();
		if (zone.length() > MAX_ZONE_LENGTH) {
			throw new IllegalArgumentException("zone: " + zone.length() + " characters" + EXPECTED_LENGTH);
		}
		writeOffset(out, time.toOffsetDateTime());
		out.writeString(zone);
	}

	/**
	 * The instant counts: where the rules of the zone are others than at the writer, the
	 * date and time follow from it.
	 */
	private static ZonedDateTime readZoned(PayloadReader in) {
		OffsetDateTime time = readOffset(in);
		int at = in.offset();
		String zone = in.readString();
		if (zone.length() > MAX_ZONE_LENGTH) {
			throw new PayloadException("zone at offset " + at + ": " + zone.length() + " characters" + EXPECTED_LENGTH);
		}
		try {
			return ZonedDateTime.ofInstant(time.toLocalDateTime(), time.getOffset(), ZoneId.of(zone));
		}
		catch (DateTimeException ex) {
			throw new PayloadException(
					"zone at offset " + at + ": " + ex.getMessage() + " (expected: the id of a known time zone)", ex);
		}
	}

	private static long readWithin(String what, PayloadReader in, long min, long max) {
		int at = in.offset();
		long value = in.readLong();
		if (value < min || value > max) {
			throw new PayloadException(
					what + " at offset " + at + ": " + value + " (expected: " + min + " to " + max + ")");
		}
		return value;
	}

}
