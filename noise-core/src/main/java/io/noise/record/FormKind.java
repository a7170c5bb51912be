package io.noise.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of forms, with their numbers on the wire. Numbers from {@value #FIRST_LATER}
 * on are for later versions.
 */
enum FormKind {

	BYTE(1, "byte", Byte.class), SHORT(2, "short", Short.class), INT(3, "int", Integer.class),
	LONG(4, "long", Long.class), FLOAT(5, "float", Float.class), DOUBLE(6, "double", Double.class),
	BOOLEAN(7, "boolean", Boolean.class), CHAR(8, "char", Character.class), STRING(9, "String", String.class),
	BYTES(10, "byte[]", byte[].class), SHORTS(11, "short[]", short[].class), INTS(12, "int[]", int[].class),
	LONGS(13, "long[]", long[].class), FLOATS(14, "float[]", float[].class), DOUBLES(15, "double[]", double[].class),
	BOOLEANS(16, "boolean[]", boolean[].class), CHARS(17, "char[]", char[].class), UUID(18, "UUID", UUID.class),
	INSTANT(19, "Instant", Instant.class), DURATION(20, "Duration", Duration.class),
	DATE(21, "LocalDate", LocalDate.class), TIME(22, "LocalTime", LocalTime.class),
	DATE_TIME(23, "LocalDateTime", LocalDateTime.class), OFFSET(24, "OffsetDateTime", OffsetDateTime.class),
	ZONED(25, "ZonedDateTime", ZonedDateTime.class), BIG_INTEGER(26, "BigInteger", BigInteger.class),
	BIG_DECIMAL(27, "BigDecimal", BigDecimal.class), URI(28, "URI", URI.class),
	ADDRESS(29, "InetAddress", InetAddress.class), CODEC(40, "codec"), OPTIONAL(41, "Optional"), LIST(42, "List"),
	SET(43, "Set"), MAP(44, "Map"), RECORD(45, "record"), ENUM(46, "enum"), SEALED(47, "sealed interface"),
	LATER(FormKind.FIRST_LATER, "form of a later version");

	/** The first number that is for later versions. */
	static final int FIRST_LATER = 128;

	private static final Map<Integer, FormKind> byNumber = new HashMap<>();

	private static final Map<Class<?>, FormKind> byType = new HashMap<>();

	static {
		for (FormKind kind : values()) {
			byNumber.put(kind.number, kind);
			if (kind.type != null) {
				byType.put(kind.type, kind);
			}
		}
	}

	private final int number;

	private final String words;

	private final @Nullable Class<?> type;

	FormKind(int number, String words) {
		this(number, words, null);
	}

	FormKind(int number, String words, @Nullable Class<?> type) {
		this.number = number;
		this.words = words;
		this.type = type;
	}

	int number() {
		return this.number;
	}

	/** The kind with a number; null if no version has it. */
	static @Nullable FormKind of(int number) {
		return (number < FIRST_LATER) ? byNumber.get(number) : LATER;
	}

	/** The kind of a shape of this node. */
	static FormKind of(Shape shape) {
		if (shape instanceof Scalar<?> scalar) {
			return scalar(scalar.type());
		}
		if (shape instanceof BoundedShape bounded) {
			return scalar(bounded.scalar().type());
		}
		if (shape instanceof StringShape) {
			return STRING;
		}
		return holder(shape);
	}

	private static FormKind scalar(Class<?> type) {
		FormKind kind = byType.get(type);
		if (kind == null) {
			throw new IllegalStateException(type + ": a scalar without a form");
		}
		return kind;
	}

	private static FormKind holder(Shape shape) {
		if (shape instanceof RecordShape) {
			return RECORD;
		}
		if (shape instanceof EnumShape) {
			return ENUM;
		}
		if (shape instanceof SealedShape) {
			return SEALED;
		}
		if (shape instanceof OptionalShape) {
			return OPTIONAL;
		}
		if (shape instanceof ListShape) {
			return LIST;
		}
		if (shape instanceof SetShape) {
			return SET;
		}
		return (shape instanceof MapShape) ? MAP : CODEC;
	}

	/** The number of bytes of an empty value; 0 if the form has none. */
	int emptyBytes() {
		return switch (this) {
			case OPTIONAL -> 1;
			case LIST, SET, MAP -> Elements.COUNT_BYTES;
			default -> 0;
		};
	}

	/** Whether such a form is told once, and referred to afterwards. */
	boolean isDeclared() {
		return this == RECORD || this == ENUM || this == SEALED;
	}

	@Override
	public String toString() {
		return this.words;
	}

}
