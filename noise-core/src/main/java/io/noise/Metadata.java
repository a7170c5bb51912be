package io.noise;

import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Optional;

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
public interface Metadata {

	/**
	 * Sets a value, in place of an earlier one. For this side only; it is not sent.
	 * @param key its name
	 * @param value the value
	 */
	void set(String key, Object value);

	/**
	 * The value under a name.
	 * @param key the name
	 * @return the value, null if there is none
	 */
	@Nullable Object get(String key);

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
	default <T> Optional<T> get(String key, Class<T> type) {
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
	Object loadOrStore(String key, Object value);

	/**
	 * Whether there is a value under a name.
	 * @param key the name
	 * @return true if there is one
	 */
	default boolean has(String key) {
		return get(key) != null;
	}

	/**
	 * Removes a value, if there is one.
	 * @param key its name
	 */
	void delete(String key);

	/**
	 * All values as they are at one moment.
	 * @return an unmodifiable copy
	 */
	Map<String, Object> metadata();

}
