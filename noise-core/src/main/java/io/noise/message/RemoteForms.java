package io.noise.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToIntFunction;

import io.noise.payload.PayloadException;
import io.noise.record.RecordCodec;
import io.noise.record.RecordForms;
import org.jspecify.annotations.Nullable;

/**
 * The forms of the other side's types, and how those of this node match them. Where the
 * other side has told none, all match.
 */
final class RemoteForms {

	private final ToldFormsCache cache;

	/** Finds the other side's opcode of a type of this node; negative if it has none. */
	private final ToIntFunction<MessageType<?>> opcodes;

	private volatile @Nullable Known known;

	/**
	 * Forms that have been told; never changed, but replaced.
	 *
	 * @param told those of each time
	 * @param matches by this node's opcodes, as far as they were looked up; those of
	 * types that this node got later are not kept, but found anew in {@link ToldForms}
	 */
	private record Known(List<ToldForms> told, AtomicReferenceArray<@Nullable TypeMatch> matches) {
	}

	RemoteForms(ToldFormsCache cache, ToIntFunction<MessageType<?>> opcodes) {
		this.cache = cache;
		this.opcodes = opcodes;
	}

	// --- on the event loop

	/**
	 * Adds forms that the other side has told.
	 * @param highestOwn the highest opcode of this node's types
	 * @throws PayloadException if they are refused
	 */
	void add(byte[] bytes, int highestOwn) {
		ToldForms added = this.cache.of(bytes);
		if (added.opcodes().isEmpty()) {
			return;
		}
		Known before = this.known;
		List<ToldForms> all = new ArrayList<>((before != null) ? before.told() : List.of());
		for (ToldForms present : all) {
			for (int opcode : added.opcodes()) {
				if (present.opcodes().contains(opcode)) {
					throw new PayloadException("forms: of opcode " + opcode + " again (expected: each once)");
				}
			}
		}
		all.add(added);
		replace(all, highestOwn);
	}

	/** The other side has told of types: opcodes may have changed. */
	void typesAdded(int highestOwn) {
		Known present = this.known;
		if (present != null) {
			replace(present.told(), highestOwn);
		}
	}

	private void replace(List<ToldForms> told, int highestOwn) {
		this.known = new Known(List.copyOf(told), new AtomicReferenceArray<>(highestOwn + 1));
	}

	// --- from any thread

	/** Finds how a type of this node matches that of the other side. */
	TypeMatch of(MessageType<?> own) {
		Known present = this.known;
		if (present == null) {
			return TypeMatch.SAME;
		}
		TypeMatch match = remembered(present, own);
		return (match != null) ? match : match(present, own, new HashMap<>());
	}

	private static @Nullable TypeMatch remembered(Known present, MessageType<?> own) {
		return (own.opcode() < present.matches().length()) ? present.matches().get(own.opcode()) : null;
	}

	private TypeMatch match(Known present, MessageType<?> own, Map<ToldForms, RecordForms> read) {
		TypeMatch match = remembered(present, own);
		if (match == null) {
			match = find(present, own, read);
			if (own.opcode() < present.matches().length()) {
				present.matches().set(own.opcode(), match);
			}
		}
		return match;
	}

	private TypeMatch find(Known present, MessageType<?> own, Map<ToldForms, RecordForms> read) {
		RecordCodec<?> codec = own.record();
		int opcode = this.opcodes.applyAsInt(own);
		for (ToldForms told : present.told()) {
			if (codec != null && told.opcodes().contains(opcode)) {
				return told.match(opcode, own, codec, () -> read.computeIfAbsent(told, ToldForms::read));
			}
		}
		return TypeMatch.SAME;
	}

	/**
	 * Compares all types of this node.
	 * @return the differences in words, by the names of the types that differ
	 */
	SortedMap<String, String> differences(List<MessageType<?>> own) {
		SortedMap<String, String> differences = new TreeMap<>();
		Known present = this.known;
		if (present != null) {
			Map<ToldForms, RecordForms> read = new HashMap<>();
			for (MessageType<?> type : own) {
				String words = match(present, type, read).differences();
				if (!words.isEmpty()) {
					differences.put(type.name(), words);
				}
			}
		}
		return differences;
	}

}
