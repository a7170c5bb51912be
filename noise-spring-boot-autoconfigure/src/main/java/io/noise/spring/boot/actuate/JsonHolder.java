package io.noise.spring.boot.actuate;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Reads objects that hold one value or none, and are shown as what they hold.
 */
final class JsonHolder {

	private JsonHolder() {
	}

	static boolean isHolder(Object value) {
		return value instanceof Optional || value instanceof OptionalInt || value instanceof OptionalLong
				|| value instanceof OptionalDouble || value instanceof AtomicReference;
	}

	static @Nullable Object held(Object value) {
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

}
