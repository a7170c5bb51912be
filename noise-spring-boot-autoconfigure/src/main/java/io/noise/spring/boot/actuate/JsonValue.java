package io.noise.spring.boot.actuate;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
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
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;

/**
 * Converts an object of the application to a form that any JSON writer can write.
 * <p>
 * Scalars (texts, numbers, booleans, characters, enum constants, {@code java.time}) stay
 * what they are. Collections and arrays become lists; maps, their entries and records
 * become objects, each value of which may be masked by its own key; an {@link Optional}
 * or a reference becomes what it holds. Everything else becomes the text that its
 * {@code toString()} gives, but never that of something which contains others: where such
 * a thing has no form here, or where a text gives the value of a secret, or an object
 * throws or has no text, there is the name of its class.
 * <p>
 * The size is limited, whatever the content is: the whole is cut after
 * {@value JsonBudget#MAX_CHARACTERS} characters or {@value JsonBudget#MAX_ENTRIES}
 * entries, counted over all that is nested. That also ends objects that contain
 * themselves.
 */
final class JsonValue {

	private final Mask mask;

	private final JsonBudget budget = new JsonBudget();

	private JsonValue(Mask mask) {
		this.mask = mask;
	}

	/**
	 * Decides which part of a value may be shown.
	 */
	interface Mask {

		/**
		 * Looks at one value.
		 * @param key its own name, or the name of the list that contains it
		 * @return the value to show in its place; null to show nothing
		 */
		@Nullable Object apply(String key, Object value);

	}

	/**
	 * Converts a value.
	 * @return null where the value is an empty {@link Optional}
	 */
	static @Nullable Object of(String key, Object value, Mask mask) {
		return new JsonValue(mask).entry(key, value);
	}

	private @Nullable Object entry(String key, @Nullable Object value) {
		if (value == null) {
			return null;
		}
		Object shown = this.mask.apply(key, value);
		if (shown == null) {
			return this.budget.charge(SanitizableData.SANITIZED_VALUE);
		}
		return render(key, shown, shown != value);
	}

	/**
	 * Renders a value that may be shown.
	 * @param replaced whether the mask has returned it in place of another value, so that
	 * elements without keys of their own need no mask
	 */
	private @Nullable Object render(String key, Object shown, boolean replaced) {
		try {
			Object scalar = scalar(shown);
			return (scalar != null) ? scalar : structure(key, shown, replaced);
		}
		catch (Throwable ex) { // of any kind: it is not our code
			return this.budget.spend(shown.getClass().getName());
		}
	}

	// --- scalars

	/** Converts a scalar; null for other values. */
	private @Nullable Object scalar(Object value) {
		if (value instanceof String || value instanceof Character) {
			return this.budget.spend(value.toString());
		}
		if (value instanceof Enum<?> constant) {
			return this.budget.spend(constant.name());
		}
		if (value instanceof Number number) {
			return number(number);
		}
		if (value instanceof Boolean || isTime(value)) {
			this.budget.spend(value.toString());
			return value;
		}
		return null;
	}

	/**
	 * Converts a number to a number that JSON can have, else to its text, such as
	 * {@code NaN}. The text decides, since the type may be mutable or a type of the
	 * application.
	 */
	private Object number(Number number) {
		String text = number.toString();
		if (text == null) {
			return this.budget.spend(number.getClass().getName());
		}
		boolean fits = this.budget.fits(text);
		String shown = this.budget.spend(text);
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

	/** Recognizes times of the ISO calendar only; others are not for JSON. */
	private static boolean isTime(Object value) {
		return (value instanceof TemporalAccessor || value instanceof TemporalAmount || value instanceof ZoneId)
				&& value.getClass().getPackageName().equals("java.time");
	}

	// --- containers

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
		if (JsonHolder.isHolder(value)) {
			return this.budget.hasRoom() ? element(key, JsonHolder.held(value), replaced) : JsonBudget.CUT;
		}
		String text = contains(value) ? value.getClass().getName() : description(value);
		return this.budget.spend(NamedSecrets.isIn(text) ? value.getClass().getName() : text);
	}

	private List<@Nullable Object> list(String key, Iterable<?> elements, boolean replaced) {
		List<@Nullable Object> json = new ArrayList<>();
		for (Object element : elements) {
			if (!this.budget.hasRoom()) {
				json.add(JsonBudget.CUT);
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
			if (!this.budget.hasRoom()) {
				json.put(JsonBudget.CUT, JsonBudget.CUT);
				break;
			}
			String key = name(entry.getKey());
			String shown = this.budget.spend(key);
			json.put(json.containsKey(shown) ? shown + "#" + json.size() : shown, entry(key, entry.getValue()));
		}
		return json;
	}

	/** Avoids the {@code toString()} of a record, which shows all components. */
	private Map<String, @Nullable Object> components(Object value) throws Exception {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		for (RecordComponent component : value.getClass().getRecordComponents()) {
			if (!this.budget.hasRoom()) {
				json.put(JsonBudget.CUT, JsonBudget.CUT);
				break;
			}
			Method accessor = component.getAccessor();
			accessor.setAccessible(true);
			json.put(this.budget.spend(component.getName()), entry(component.getName(), accessor.invoke(value)));
		}
		return json;
	}

	/** Recognizes containers, such as trees of JSON. A path iterates over its parts. */
	private static boolean contains(Object value) {
		return value instanceof Iterable && !(value instanceof Path);
	}

	/** The name of an entry, whatever its key is. */
	private static String name(@Nullable Object key) {
		if (key == null) {
			return "null";
		}
		boolean plain = !(key instanceof Map || key instanceof Map.Entry || key instanceof Record
				|| key.getClass().isArray() || JsonHolder.isHolder(key) || key instanceof AtomicReferenceArray
				|| contains(key));
		return plain ? description(key) : key.getClass().getName();
	}

	private static String description(Object value) {
		String text = (value instanceof Enum<?> constant) ? constant.name() : value.toString();
		return (text != null) ? text : value.getClass().getName();
	}

}
