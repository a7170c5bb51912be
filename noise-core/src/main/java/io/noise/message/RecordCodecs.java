package io.noise.message;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.noise.MessageCodec;
import io.noise.NoiseException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.record.ComponentCodecs;
import io.noise.record.RecordCodec;
import org.jspecify.annotations.Nullable;

/**
 * The codecs of a node's records, and of the components that have their own. Safe for use
 * by any thread.
 */
final class RecordCodecs {

	private final ComponentCodecs components = new ComponentCodecs();

	private final Map<Class<?>, MessageCodec<?>> byType = new HashMap<>();

	private final Map<Class<?>, RecordMessageCodec<?>> compiled = new HashMap<>();

	/**
	 * Adds the codec of a component type.
	 * @throws NoiseException if that type cannot have one, has another, or is within a
	 * message that has been compiled without it
	 */
	synchronized <T> void add(Class<T> type, MessageCodec<T> codec) {
		Objects.requireNonNull(type, "component type: null (expected: a class)");
		Objects.requireNonNull(codec, () -> "codec of " + type.getName() + ": null");
		MessageCodec<?> present = this.byType.get(type);
		if (present == codec) {
			return;
		}
		if (present != null) {
			throw new NoiseException("component type " + type.getName() + ": wanted with codec " + nameOf(codec)
					+ ", registered with " + nameOf(present) + " (expected: one codec per type)", null);
		}
		requireUnused(type);
		try {
			this.components.add(type, (out, value) -> codec.encode(value, out), codec::decode);
		}
		catch (IllegalArgumentException ex) {
			throw new NoiseException("component type " + ex.getMessage(), ex);
		}
		this.byType.put(type, codec);
	}

	private void requireUnused(Class<?> type) {
		for (RecordMessageCodec<?> message : this.compiled.values()) {
			if (message.type() != type && message.codec().declares(type)) {
				throw new NoiseException(
						"component type " + type.getName() + ": within message type " + message.type().getName()
								+ ", which was registered without its codec (expected: the codec " + "first)",
						null);
			}
		}
	}

	private static String nameOf(MessageCodec<?> codec) {
		return codec.getClass().getName();
	}

	/**
	 * Returns the codec of a record or sealed interface.
	 * @throws NoiseException if it cannot be encoded
	 */
	synchronized <T> MessageCodec<T> codec(Class<T> type) {
		try {
			RecordMessageCodec<T> message = new RecordMessageCodec<>(type, RecordCodec.of(type, this.components));
			this.compiled.put(type, message);
			return message;
		}
		catch (IllegalArgumentException ex) {
			throw new NoiseException("message type " + type.getName() + ": " + ex.getMessage(), ex);
		}
	}

	/** Returns the codec of the record in a message; null if it has another codec. */
	static @Nullable RecordCodec<?> recordOf(MessageCodec<?> codec) {
		return (codec instanceof RecordMessageCodec<?> message) ? message.codec() : null;
	}

	/** A codec of records as one of messages. */
	private record RecordMessageCodec<T>(Class<T> type, RecordCodec<T> codec) implements MessageCodec<T> {

		@Override
		public void encode(T message, PayloadWriter out) {
			this.codec.encode(message, out);
		}

		@Override
		public T decode(PayloadReader in) {
			return this.codec.decode(in);
		}

	}

}
