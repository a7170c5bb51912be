package io.noise.record;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * The forms of the types of one end, as it tells the other end:
 *
 * <pre>
 * version u8, 1; count u8, each: opcode u8, form
 * </pre>
 *
 * {@link FormReader} says how forms are written. Immutable.
 */
public final class RecordForms {

	private static final int VERSION = 1;

	private static final int HEADER_BYTES = 2;

	private final Map<Integer, Form> byOpcode;

	private RecordForms(Map<Integer, Form> byOpcode) {
		this.byOpcode = byOpcode;
	}

	/**
	 * Writes the forms of types. Left out are those that would not fit, and those that
	 * are too deep.
	 * @param types the codecs by opcode
	 * @param maxBytes the most bytes
	 * @return the bytes; none if not even the number of forms fits
	 */
	public static byte[] write(SortedMap<Integer, RecordCodec<?>> types, int maxBytes) {
		if (maxBytes < HEADER_BYTES) {
			return new byte[0];
		}
		FormWriter writer = new FormWriter();
		PayloadWriter forms = new PayloadWriter();
		int count = 0;
		for (Map.Entry<Integer, RecordCodec<?>> type : types.entrySet()) {
			byte[] form = writer.write(type.getValue().shape(), maxBytes - forms.size() - HEADER_BYTES - 1);
			if (form != null) {
				forms.writeByte(type.getKey()).writeRaw(form, 0, form.length);
				count++;
			}
		}
		byte[] written = forms.toBytes();
		return new PayloadWriter().writeByte(VERSION).writeByte(count).writeRaw(written, 0, written.length).toBytes();
	}

	/**
	 * Reads the forms of the other end's types.
	 * @param bytes what it has told
	 * @return the forms; none if they are of another version
	 * @throws PayloadException if they are malformed, too deep, or always within
	 * themselves
	 */
	public static RecordForms read(byte[] bytes) {
		PayloadReader in = PayloadReader.of(bytes);
		if (in.readUnsignedByte() != VERSION) {
			return new RecordForms(Map.of());
		}
		int count = in.readUnsignedByte();
		FormReader reader = new FormReader(in);
		Map<Integer, Form> byOpcode = new HashMap<>();
		for (int i = 0; i < count; i++) {
			int opcode = in.readUnsignedByte();
			if (opcode == 0 || byOpcode.put(opcode, reader.read()) != null) {
				throw new PayloadException("forms: of opcode " + opcode + " (expected: 1 to 255, each once)");
			}
		}
		FormCycles.refuse(reader.declarations());
		return new RecordForms(byOpcode);
	}

	/**
	 * Returns the types whose forms are known.
	 * @return the other end's opcodes
	 */
	public Set<Integer> opcodes() {
		return Set.copyOf(this.byOpcode.keySet());
	}

	/**
	 * Finds how a type is written for the other end.
	 * @param opcode the other end's opcode of the type
	 * @param own the codec of this end
	 * @return the translation; empty if the other end has not told the form
	 */
	public Optional<RecordTranslation> match(int opcode, RecordCodec<?> own) {
		return Optional.ofNullable(this.byOpcode.get(opcode))
			.map((form) -> new FormMatcher().match(own.name(), own.shape(), form));
	}

}
