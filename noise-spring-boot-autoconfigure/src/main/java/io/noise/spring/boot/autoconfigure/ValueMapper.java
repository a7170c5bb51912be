package io.noise.spring.boot.autoconfigure;

import java.util.function.Consumer;
import java.util.function.Function;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Maps the values of properties. A value that is refused is reported under the name of
 * its property.
 */
final class ValueMapper {

	private ValueMapper() {
	}

	/**
	 * Converts a size to a number of bytes.
	 * @throws IllegalArgumentException if it is not positive, or too large for an int
	 */
	static int bytes(DataSize size) {
		long bytes = size.toBytes();
		if (bytes < 1 || bytes > Integer.MAX_VALUE) {
			throw new IllegalArgumentException(
					bytes + " bytes (expected: at " + ((bytes < 1) ? "least 1" : "most " + Integer.MAX_VALUE) + ")");
		}
		return (int) bytes;
	}

	/**
	 * Passes a value on.
	 * @throws InvalidConfigurationPropertyValueException if it is refused
	 */
	static <V> void apply(String property, V value, Consumer<V> target) {
		map(property, value, (given) -> {
			target.accept(given);
			return given;
		});
	}

	/**
	 * Converts a value.
	 * @throws InvalidConfigurationPropertyValueException if it is refused
	 */
	static <V, R> R map(String property, V value, Function<V, R> target) {
		try {
			return target.apply(value);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(property, value, ex.getMessage(), ex);
		}
	}

}
