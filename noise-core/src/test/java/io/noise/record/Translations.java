package io.noise.record;

import java.util.Map;
import java.util.TreeMap;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * Messages that go from one type to another one, which is the reader's.
 */
final class Translations {

	private Translations() {
	}

	/** Matches types by what the reader tells of its own. */
	static RecordTranslation between(RecordCodec<?> own, RecordCodec<?> reader) {
		byte[] told = RecordForms.write(new TreeMap<>(Map.of(1, reader)), 1 << 16);
		return RecordForms.read(told).match(1, own).orElseThrow();
	}

	static RecordTranslation between(Class<?> own, Class<?> reader) {
		return between(RecordCodec.of(own), RecordCodec.of(reader));
	}

	/** Writes a value in the form of the reader, and reads it there. */
	static <T> T arrival(Object value, Class<T> reader) {
		PayloadWriter out = new PayloadWriter();
		between(value.getClass(), reader).encode(value, out);
		PayloadReader in = PayloadReader.of(out.toBytes());
		T read = RecordCodec.of(reader).decode(in);
		if (in.remaining() > 0) {
			throw new AssertionError(in.remaining() + " bytes left");
		}
		return read;
	}

}
