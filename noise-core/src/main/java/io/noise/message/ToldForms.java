package io.noise.message;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.noise.record.RecordCodec;
import io.noise.record.RecordForms;

/**
 * The forms of types that another node has told, as it told them. All peers that tell the
 * same share one instance, and so the matches with the types of this node.
 */
final class ToldForms {

	private static final int OPCODES = 256;

	private final byte[] bytes;

	private final Set<Integer> opcodes;

	/** The matches by the opcode there and the opcode here. */
	private final Map<Integer, TypeMatch> matches = new ConcurrentHashMap<>();

	ToldForms(byte[] bytes, RecordForms read) {
		this.bytes = bytes;
		this.opcodes = read.opcodes();
	}

	int size() {
		return this.bytes.length;
	}

	/** The other node's opcodes of the types. */
	Set<Integer> opcodes() {
		return this.opcodes;
	}

	/**
	 * Matches a type of this node with one of them.
	 * @param opcode the other node's opcode
	 * @param codec the codec of this node's type
	 * @param forms reads the forms, if they are not matched yet
	 */
	TypeMatch match(int opcode, MessageType<?> own, RecordCodec<?> codec, Supplier<RecordForms> forms) {
		return this.matches.computeIfAbsent(opcode * OPCODES + own.opcode(),
				(key) -> forms.get()
					.match(opcode, codec)
					.map((found) -> TypeMatch.of(found, own, () -> read().match(opcode, codec).orElseThrow()))
					.orElse(TypeMatch.SAME));
	}

	/** Reads the forms anew: kept, they would take far more memory than their bytes. */
	RecordForms read() {
		return RecordForms.read(this.bytes);
	}

}
