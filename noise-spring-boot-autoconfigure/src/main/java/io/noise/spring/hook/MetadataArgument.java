package io.noise.spring.hook;

import java.util.Optional;

import io.noise.NoiseException;
import io.noise.Peer;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * A value of the peer's metadata.
 *
 * @param key its name
 * @param type what it must be
 * @param absence what the parameter gets where there is no such value
 */
record MetadataArgument(String key, Class<?> type, Absence absence) implements MessageArgument {

	enum Absence {

		EMPTY, NULL, FAILURE

	}

	/**
	 * Reads a parameter.
	 * @param key the name of the value
	 * @param parameter the parameter as it is declared
	 * @param type its type, without type variables
	 */
	static MetadataArgument of(String key, MethodParameter parameter, ResolvableType type) {
		if (type.toClass() == Optional.class) {
			return new MetadataArgument(key, type.getGeneric().toClass(), Absence.EMPTY);
		}
		boolean never = type.toClass().isPrimitive() || Nullness.forMethodParameter(parameter) == Nullness.NON_NULL;
		return new MetadataArgument(key, type.toClass(), never ? Absence.FAILURE : Absence.NULL);
	}

	@Override
	public @Nullable Object of(Peer peer, Object message) {
		Object value = peer.get(this.key);
		if (value != null && !ClassUtils.isAssignableValue(this.type, value)) {
			throw unusable(peer, value.getClass().getName());
		}
		return switch (this.absence) {
			case EMPTY -> Optional.ofNullable(value);
			case NULL -> value;
			case FAILURE -> Optional.ofNullable(value).orElseThrow(() -> unusable(peer, "missing"));
		};
	}

	private NoiseException unusable(Peer peer, String found) {
		return new NoiseException("metadata \"" + this.key + "\" of " + peer + ": " + found + " (expected: a value of "
				+ this.type.getName() + ")", null);
	}

}
