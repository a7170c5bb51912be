package io.noise.spring.boot.actuate;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;

/**
 * An object of the application's in a form that any JSON writer can write.
 * <p>
 * Scalars (texts, numbers, booleans, characters, enum constants, {@code java.time}) stay
 * what they are. Collections and arrays become lists; maps, their entries and records
 * become objects, each value of which may be masked by its own key; an {@link Optional}
 * or a reference becomes what it holds. Everything else becomes the text that its
 * {@code toString()} gives, but never that of something which contains others: where such
 * a thing has no form here, or where a text gives the value of a secret, or an object
 * throws or has no text, there is the name of its class.
 * <p>
 * Whoever decides about the content does not decide about the size: the whole is cut
 * after {@value #MAX_CHARACTERS} characters or {@value #MAX_ENTRIES} entries, counted
 * over all that is nested. That also ends what contains itself.
 */
final class JsonValue {

	static final int MAX_CHARACTERS = 256;

	static final int MAX_ENTRIES = 16;

	private static final String CUT = "…";

	/** What an entry costs besides its key and value: quotes, a colon, a comma. */
	private static final int PUNCTUATION = 4;

	private final Mask mask;

	private int characters = MAX_CHARACTERS;

	private int entries = MAX_ENTRIES;

	private JsonValue(Mask mask) {
		this.mask = mask;
	}

	/**
	 * Decides what may be shown of a value.
	 */
	interface Mask {

		/**
		 * Looks at one value.
		 * @param key its own name, or that of the list it is in
		 * @return what to show in its place; null for nothing
		 */
		@Nullable Object apply(String key, Object value);

	}

	/**
	 * The form of a value.
	 * @return null where the value is an empty {@link Optional}
	 */
	static @Nullable Object of(String key, Object value, Mask mask) {
		return new JsonValue(mask).entry(key, value);
	}

	/**
	 * A text as it is, but for halves of characters, which UTF-8 cannot express.
	 */
	static String text(String text) {
		return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
	}

	/**
	 * A key, no longer than a value may be.
	 */
	static String key(String key) {
		return cut(key, MAX_CHARACTERS);
	}

	private @Nullable Object entry(String key, @Nullable Object value) {
		if (value == null) {
			return null;
		}
		Object shown = this.mask.apply(key, value);
		if (shown == null) {
			this.characters -= SanitizableData.SANITIZED_VALUE.length();
			return SanitizableData.SANITIZED_VALUE;
		}
		return render(key, shown, shown != value);
	}

	/**
	 * Renders what may be shown.
	 * @param replaced whether the mask has put it there, and so is done with the elements
	 * that have no keys of their own
	 */
	private @Nullable Object render(String key, Object shown, boolean replaced) {
		try {
			Object scalar = scalar(shown);
			return (scalar != null) ? scalar : structure(key, shown, replaced);
		}
		catch (Throwable ex) { // of any kind: it is not our code
			return spend(shown.getClass().getName());
		}
	}

	// --- what contains nothing

	/** Null if the value is none. */
	private @Nullable Object scalar(Object value) {
		if (value instanceof String || value instanceof Character) {
			return spend(value.toString());
		}
		if (value instanceof Enum<?> constant) {
			return spend(constant.name());
		}
		if (value instanceof Number number) {
			return number(number);
		}
		if (value instanceof Boolean || isTime(value)) {
			spend(value.toString());
			return value;
		}
		return null;
	}

	/**
	 * A number if JSON can have it, else its text: {@code NaN} for instance. What a
	 * number is, its text decides, since its type may be one that changes or the
	 * application's own.
	 */
	private Object number(Number number) {
		String text = number.toString();
		if (text == null) {
			return spend(number.getClass().getName());
		}
		boolean fits = text.length() <= this.characters;
		String shown = spend(text);
		if (!fits) {
			return shown;
		}
		if (number instanceof Integer || number instanceof Long) {
			return number;
		}
		try {
			return new BigDecimal(text);
		}
		catch (NumberFormatException ex) {
			return shown;
		}
	}

	/** Calendars other than ISO are not for JSON. */
	private static boolean isTime(Object value) {
		return (value instanceof TemporalAccessor || value instanceof TemporalAmount || value instanceof ZoneId)
				&& value.getClass().getPackageName().equals("java.time");
	}

	// --- what contains others

	private @Nullable Object structure(String key, Object value, boolean replaced) throws Exception {
		if (value instanceof Map<?, ?> map) {
			return object(map.entrySet());
		}
		if (value instanceof Map.Entry<?, ?> entry) {
			return object(List.of(entry));
		}
		if (value instanceof Collection<?> collection) {
			return list(key, collection, replaced);
		}
		if (value instanceof Record) {
			return components(value);
		}
		if (value.getClass().isArray()) {
			return list(key,
					() -> IntStream.range(0, Array.getLength(value)).mapToObj((i) -> Array.get(value, i)).iterator(),
					replaced);
		}
		if (value instanceof AtomicReferenceArray<?> array) {
			return list(key, () -> IntStream.range(0, array.length()).<Object>mapToObj(array::get).iterator(),
					replaced);
		}
		if (isHolder(value)) {
			return hasRoom() ? element(key, held(value), replaced) : CUT;
		}
		String text = contains(value) ? value.getClass().getName() : description(value);
		return spend(NamedSecrets.isIn(text) ? value.getClass().getName() : text);
	}

	private List<@Nullable Object> list(String key, Iterable<?> elements, boolean replaced) {
		List<@Nullable Object> json = new ArrayList<>();
		for (Object element : elements) {
			if (!hasRoom()) {
				json.add(CUT);
				break;
			}
			json.add(element(key, element, replaced));
		}
		return json;
	}

	private @Nullable Object element(String key, @Nullable Object element, boolean replaced) {
		return (replaced && element != null) ? render(key, element, true) : entry(key, element);
	}

	private Map<String, @Nullable Object> object(Iterable<? extends Map.Entry<?, ?>> entries) {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		for (Map.Entry<?, ?> entry : entries) {
			if (!hasRoom()) {
				json.put(CUT, CUT);
				break;
			}
			String key = name(entry.getKey());
			String shown = spend(key);
			json.put(json.containsKey(shown) ? shown + "#" + json.size() : shown, entry(key, entry.getValue()));
		}
		return json;
	}

	/** Never its own {@code toString()}, which tells all of them. */
	private Map<String, @Nullable Object> components(Object value) throws Exception {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		for (RecordComponent component : value.getClass().getRecordComponents()) {
			if (!hasRoom()) {
				json.put(CUT, CUT);
				break;
			}
			Method accessor = component.getAccessor();
			accessor.setAccessible(true);
			json.put(spend(component.getName()), entry(component.getName(), accessor.invoke(value)));
		}
		return json;
	}

	private static boolean isHolder(Object value) {
		return value instanceof Optional || value instanceof OptionalInt || value instanceof OptionalLong
				|| value instanceof OptionalDouble || value instanceof AtomicReference;
	}

	private static @Nullable Object held(Object value) {
		if (value instanceof Optional<?> optional) {
			return optional.orElse(null);
		}
		if (value instanceof OptionalInt optional) {
			return optional.isPresent() ? optional.getAsInt() : null;
		}
		if (value instanceof OptionalLong optional) {
			return optional.isPresent() ? optional.getAsLong() : null;
		}
		if (value instanceof OptionalDouble optional) {
			return optional.isPresent() ? optional.getAsDouble() : null;
		}
		return ((AtomicReference<?>) value).get();
	}

	/** Trees of JSON are such; a path is an {@link Iterable} of its parts. */
	private static boolean contains(Object value) {
		return value instanceof Iterable && !(value instanceof Path);
	}

	/** The name of an entry, whatever its key is. */
	private static String name(@Nullable Object key) {
		if (key == null) {
			return "null";
		}
		boolean plain = !(key instanceof Map || key instanceof Map.Entry || key instanceof Record
				|| key.getClass().isArray() || isHolder(key) || key instanceof AtomicReferenceArray || contains(key));
		return plain ? description(key) : key.getClass().getName();
	}

	private static String description(Object value) {
		String text = (value instanceof Enum<?> constant) ? constant.name() : value.toString();
		return (text != null) ? text : value.getClass().getName();
	}

	// --- how much of it

	private boolean hasRoom() {
		this.characters -= PUNCTUATION;
		this.entries--;
		return this.entries >= 0 && this.characters > 0;
	}

	/** As much of a text as there is room for. */
	private String spend(String text) {
		String shown = cut(text, this.characters);
		this.characters -= shown.length();
		return shown;
	}

	private static String cut(String text, int room) {
		return text((text.length() <= room) ? text : text.substring(0, Math.max(room - 1, 0)) + CUT);
	}

}
