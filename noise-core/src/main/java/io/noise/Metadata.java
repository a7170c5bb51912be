package io.noise;

import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * What an application remembers about a {@link Node} or a {@link Peer}: values under
 * names. It belongs to the application; the library keeps nothing of its own in it.
 * <p>
 * <b>It does not travel.</b> It stays in this process: the other side has metadata of its
 * own about the same connection. What the other side is to know is sent as a message.
 * <p>
 * Keys and values are non-null. Safe for use by any thread.
 */
public abstract sealed class Metadata permits Node, Peer {

	/** Changed with the lock only, so that a copy is what there was at one moment. */
	private final Map<String, Object> values = new ConcurrentHashMap<>();

	private final ReentrantLock lock = new ReentrantLock();

	Metadata() {
	}

	/**
	 * Sets a value, in place of an earlier one. For this side only; it is not sent.
	 * @param key its name
	 * @param value the value
	 */
	public void set(String key, Object value) {
		change(checkKey(key), checkValue(key, value));
	}

	/**
	 * The value under a name.
	 * @param key the name
	 * @return the value, null if there is none
	 */
	public @Nullable Object get(String key) {
		return this.values.get(checkKey(key));
	}

	/**
	 * The value under a name, as the type it is expected to have.
	 * @param key the name
	 * @param type the type, a primitive one meaning its wrapper
	 * @param <T> the type
	 * @return the value, empty if there is none
	 * @throws ClassCastException if the value is of another type; the message names key
	 * and types
	 */
	@SuppressWarnings("unchecked")
	public <T> Optional<T> get(String key, Class<T> type) {
		Object value = get(key);
		Class<T> wrapper = (Class<T>) MethodType.methodType(type).wrap().returnType();
		if (value != null && !wrapper.isInstance(value)) {
			throw new ClassCastException("metadata \"" + key + "\": a " + value.getClass().getName() + " (expected: "
					+ wrapper.getName() + ")");
		}
		return Optional.ofNullable(wrapper.cast(value));
	}

	/**
	 * Sets a value unless there is one, atomically.
	 * @param key its name
	 * @param value the value to set if there is none
	 * @return the value that is now there
	 */
	public Object loadOrStore(String key, Object value) {
		checkValue(key, value);
		Object present = get(key);
		if (present != null) {
			return present;
		}
		this.lock.lock();
		try {
			present = this.values.putIfAbsent(key, value);
		}
		finally {
			this.lock.unlock();
		}
		return (present != null) ? present : value;
	}

	/**
	 * Whether there is a value under a name.
	 * @param key the name
	 * @return true if there is one
	 */
	public boolean has(String key) {
		return this.values.containsKey(checkKey(key));
	}

	/**
	 * Removes a value, if there is one.
	 * @param key its name
	 */
	public void delete(String key) {
		change(checkKey(key), null);
	}

	private void change(String key, @Nullable Object value) {
		this.lock.lock();
		try {
			if (value != null) {
				this.values.put(key, value);
			}
			else {
				this.values.remove(key);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * All values as they are at one moment.
	 * @return an unmodifiable copy
	 */
	public Map<String, Object> metadata() {
		this.lock.lock();
		try {
			return Map.copyOf(this.values);
		}
		finally {
			this.lock.unlock();
		}
	}

	private static String checkKey(String key) {
		return Objects.requireNonNull(key, "metadata key: null (expected: a name)");
	}

	private static Object checkValue(String key, Object value) {
		return Objects.requireNonNull(value, () -> "metadata \"" + key + "\": null (expected: a value)");
	}

}
