package io.noise.engine;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.noise.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * Metadata in memory. A copy of it is the state of one moment.
 */
class MetadataMap implements Metadata {

	/** Read without the lock, changed with it. */
	private final Map<String, Object> values = new ConcurrentHashMap<>();

	@Override
	public void set(String key, Object value) {
		change(checkKey(key), checkValue(key, value));
	}

	@Override
	public @Nullable Object get(String key) {
		return this.values.get(checkKey(key));
	}

	@Override
	public Object loadOrStore(String key, Object value) {
		checkValue(key, value);
		Object present = get(key);
		if (present != null) {
			return present;
		}
		synchronized (this.values) {
			present = this.values.putIfAbsent(key, value);
		}
		return (present != null) ? present : value;
	}

	@Override
	public boolean has(String key) {
		return this.values.containsKey(checkKey(key));
	}

	@Override
	public void delete(String key) {
		change(checkKey(key), null);
	}

	private void change(String key, @Nullable Object value) {
		synchronized (this.values) {
			if (value != null) {
				this.values.put(key, value);
			}
			else {
				this.values.remove(key);
			}
		}
	}

	@Override
	public Map<String, Object> metadata() {
		synchronized (this.values) {
			return Map.copyOf(this.values);
		}
	}

	private static String checkKey(String key) {
		return Objects.requireNonNull(key, "metadata key: null (expected: a name)");
	}

	private static Object checkValue(String key, Object value) {
		return Objects.requireNonNull(value, () -> "metadata \"" + key + "\": null (expected: a value)");
	}

}
