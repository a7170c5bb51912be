package io.noise.message;

import java.nio.charset.StandardCharsets;

import io.noise.MessageCodec;
import io.noise.MessageName;
import io.noise.NoiseException;
import io.noise.record.RecordCodec;
import io.noise.session.channel.TypeEntry;
import org.jspecify.annotations.Nullable;

/**
 * A registered message type.
 *
 * @param opcode the number on the wire, 1 to 255
 * @param explicit whether the application chose the number
 * @param type the class
 * @param codec the codec
 * @param name the name on the wire
 * @param <T> the message
 */
public record MessageType<T>(int opcode, boolean explicit, Class<T> type, MessageCodec<T> codec, String name) {

	/**
	 * Returns the name of a class on the wire.
	 */
	static String nameOf(Class<?> type) {
		MessageName given = type.getAnnotation(MessageName.class);
		return (given != null) ? given.value() : type.getSimpleName();
	}

	/**
	 * Checks that the name fits into a table of types.
	 * @throws NoiseException if it is empty or too long
	 */
	void checkName() {
		int bytes = this.name.getBytes(StandardCharsets.UTF_8).length;
		if (this.name.isBlank() || bytes > TypeEntry.MAX_NAME_BYTES) {
			throw new NoiseException("message type " + this.type.getName() + ": name \"" + this.name + "\" of " + bytes
					+ " bytes (expected: 1 to " + TypeEntry.MAX_NAME_BYTES + ", see @MessageName)", null);
		}
	}

	/** Returns the codec of the record that it is; null if it has a codec of its own. */
	@Nullable RecordCodec<?> record() {
		return RecordCodecs.recordOf(this.codec);
	}

	/** Returns the entry of the table that is sent to the other side. */
	TypeEntry entry() {
		return new TypeEntry(this.opcode, this.explicit, this.name);
	}

	@Override
	public String toString() {
		return this.opcode + " " + this.type.getSimpleName();
	}

}
