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

	/** Held for a moment, when a peer or node gets its first value. */
	private static final Object creation = new Object();

	/**
	 * Read without a lock, changed with the map itself as the lock. Created with the
	 * first value: most peers have none.
	 */
	private volatile @Nullable Map<String, Object> values;

	private Map<String, Object> created() {
		Map<String, Object> present = this.values;
		if (present != null) {
			return present;
		}
		synchronized (creation) {
			present = this.values;
			if (present == null) {
				present = new ConcurrentHashMap<>();
				this.values = present;
			}
			return present;
		}
	}

	@Override
	public void set(String key, Object value) {
		checkKey(key);
		checkValue(key, value);
		Map<String, Object> all = created();
		synchronized (all) {
			all.put(key, value);
		}
	}

	@Override
	public @Nullable Object get(String key) {
		checkKey(key);
		Map<String, Object> all = this.values;
		return (all != null) ? all.get(key) : null;
	}

	@Override
	public Object loadOrStore(String key, Object value) {
		checkValue(key, value);
		Object present = get(key);
		if (present != null) {
			return present;
		}
		Map<String, Object> all = created();
		synchronized (all) {
			present = all.putIfAbsent(key, value);
		}
		return (present != null) ? present : value;
	}

	@Override
	public boolean has(String key) {
		return get(key) != null;
	}

	@Override
	public void delete(String key) {
		checkKey(key);
		Map<String, Object> all = this.values;
		if (all != null) {
			synchronized (all) {
				all.remove(key);
			}
		}
	}

	@Override
	public Map<String, Object> metadata() {
		Map<String, Object> all = this.values;
		if (all == null) {
			return Map.of();
		}
		synchronized (all) {
			return Map.copyOf(all);
		}
	}

	private static String checkKey(String key) {
		return Objects.requireNonNull(key, "metadata key: null (expected: a name)");
	}

	private static Object checkValue(String key, Object value) {
		return Objects.requireNonNull(value, () -> "metadata \"" + key + "\": null (expected: a value)");
	}

}
