package io.noise.spring.hook;

import java.util.Optional;

import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.spring.annotation.PeerMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Nullness;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * A value of the peer's metadata.
 *
 * @param key its name
 * @param type the type it must have
 * @param absence the treatment of a missing value
 */
record MetadataArgument(String key, Class<?> type, Absence absence) implements Argument {

	enum Absence {

		EMPTY, NULL, FAILURE

	}

	/**
	 * Reads a parameter.
	 * @return empty if it asks for something else
	 */
	static Optional<Argument> of(HookParameter parameter) {
		MergedAnnotation<PeerMetadata> annotation = MergedAnnotations
			.from(parameter.declared().getParameterAnnotations())
			.get(PeerMetadata.class);
		return annotation.isPresent() ? Optional.of(of(annotation.getString(MergedAnnotation.VALUE), parameter))
				: Optional.empty();
	}

	private static MetadataArgument of(String key, HookParameter parameter) {
		Class<?> type = parameter.typeClass();
		if (type == Optional.class) {
			return new MetadataArgument(key, parameter.type().getGeneric().toClass(), Absence.EMPTY);
		}
		boolean never = type.isPrimitive() || Nullness.forMethodParameter(parameter.declared()) == Nullness.NON_NULL;
		return new MetadataArgument(key, type, never ? Absence.FAILURE : Absence.NULL);
	}

	@Override
	public @Nullable Object of(HookCall call) {
		Peer peer = call.peer();
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
