package io.noise.spring.boot.actuate;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An object of the application's in a form that any JSON writer can write.
 * <p>
 * Scalars (texts, numbers, booleans, characters, enum constants, {@code java.time}) and
 * collections of nothing but those stay what they are; everything else becomes the text
 * that its {@code toString()} gives, cut after {@value #MAX_LENGTH} characters. An object
 * that throws, or has no text, becomes the name of its class.
 */
final class JsonValue {

	private static final int MAX_LENGTH = 256;

	private JsonValue() {
	}

	static Object of(Object value) {
		try {
			Object json = (value instanceof Collection<?> values) ? list(values) : scalar(value);
			return (json != null) ? json : description(value);
		}
		catch (Throwable ex) { // a StackOverflowError if the object contains itself
			return value.getClass().getName();
		}
	}

	/**
	 * A text as it is, but for halves of characters, which UTF-8 cannot express.
	 */
	static String text(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
	}

	/** Null if not all elements are scalars. */
	private static @Nullable List<Object> list(Collection<?> values) {
		List<Object> scalars = new ArrayList<>();
		for (Object value : values) {
			Object scalar = scalar(value);
			if (scalar == null) {
				return null;
			}
			scalars.add(scalar);
		}
		return scalars;
	}

	/** Null if the value is none. */
	private static @Nullable Object scalar(@Nullable Object value) {
		if (value instanceof String || value instanceof Character) {
			return text(value.toString());
		}
		if (value instanceof Enum<?> constant) {
			return constant.name();
		}
		if (value instanceof Number number) {
			return number(number);
		}
		return (value instanceof Boolean || isTime(value)) ? value : null;
	}

	/**
	 * A number if JSON can have it, else its text: {@code NaN} for instance. What a
	 * number is, its text decides, since its type may be one that changes or the
	 * application's own.
	 */
	private static Object number(Number number) {
		if (number instanceof Integer || number instanceof Long) {
			return number;
		}
		try {
			return new BigDecimal(number.toString());
		}
		catch (NumberFormatException ex) {
			return description(number);
		}
	}

	/** Calendars other than ISO are not for JSON. */
	private static boolean isTime(@Nullable Object value) {
		return (value instanceof TemporalAccessor || value instanceof TemporalAmount || value instanceof ZoneId)
				&& value.getClass().getPackageName().equals("java.time");
	}

	private static String description(Object value) {
		String text = value.toString();
		if (text == null) {
			return value.getClass().getName();
		}
		return text((text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH - 1) + "…" : text);
	}

}
