package io.noise;

import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Values that an application stores under names at a {@link Node} or a {@link Peer}. The
 * library stores nothing of its own here.
 * <p>
 * <b>Metadata stays in this process.</b> It is not sent: the other side of a connection
 * has metadata of its own. Information for the other side is sent as a message.
 * <p>
 * Keys and values are non-null. Every method may be called by any thread.
 */
public interface Metadata {

	/**
	 * Sets a value and replaces an earlier one.
	 * @param key the key
	 * @param value the value
	 */
	void set(String key, Object value);

	/**
	 * Returns the value of a key.
	 * @param key the key
	 * @return the value, null if there is none
	 */
	@Nullable Object get(String key);

	/**
	 * Returns the value of a key as the type that it is expected to have.
	 * @param key the key
	 * @param type the type; a primitive type stands for its wrapper
	 * @param <T> the type
	 * @return the value, empty if there is none
	 * @throws ClassCastException if the value has another type; the message names the key
	 * and both types
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
	 * Sets a value if there is none, atomically.
	 * @param key the key
	 * @param value the value to set if there is none
	 * @return the value that is present after the call
	 */
	Object loadOrStore(String key, Object value);

	/**
	 * Whether a key has a value.
	 * @param key the key
	 * @return true if it has one
	 */
	default boolean has(String key) {
		return get(key) != null;
	}

	/**
	 * Removes the value of a key, if it has one.
	 * @param key the key
	 */
	void delete(String key);

	/**
	 * Returns all keys and values at this moment.
	 * @return an unmodifiable copy
	 */
	Map<String, Object> metadata();

}
