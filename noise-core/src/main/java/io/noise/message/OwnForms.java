package io.noise.message;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

import io.noise.record.RecordCodec;
import io.noise.record.RecordForms;
import io.noise.session.channel.TypeEntry;
import org.jspecify.annotations.Nullable;

/**
 * The forms of this node's types, in the bytes that it tells other nodes. Those that were
 * written last are kept, because nearly all connections tell the same. Safe for use by
 * any thread.
 */
final class OwnForms {

	private volatile Written last = new Written(List.of(), 0, new byte[0]);

	/**
	 * Forms in bytes, with what they were asked for.
	 */
	@SuppressWarnings("ArrayRecordComponent") // not compared
	private record Written(List<TypeEntry> types, int maxBytes, byte[] bytes) {
	}

	/**
	 * Writes the forms of types.
	 * @param maxBytes the most bytes; forms that would not fit are left out
	 * @param byOpcode finds a type by its opcode
	 */
	byte[] of(List<TypeEntry> types, int maxBytes, IntFunction<@Nullable MessageType<?>> byOpcode) {
		Written present = this.last;
		if (present.maxBytes() != maxBytes || !present.types().equals(types)) {
			byte[] bytes = RecordForms.write(records(types, byOpcode), maxBytes);
			present = new Written(List.copyOf(types), maxBytes, bytes);
			this.last = present;
		}
		return present.bytes();
	}

	private static SortedMap<Integer, RecordCodec<?>> records(List<TypeEntry> types,
			IntFunction<@Nullable MessageType<?>> byOpcode) {
		SortedMap<Integer, RecordCodec<?>> records = new TreeMap<>();
		for (TypeEntry entry : types) {
			MessageType<?> type = byOpcode.apply(entry.opcode());
			RecordCodec<?> codec = (type != null) ? type.record() : null;
			if (codec != null) {
				records.put(entry.opcode(), codec);
			}
		}
		return records;
	}

}
