package io.noise.record;

import java.util.HexFormat;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * Values as hex and back.
 */
final class Bytes {

	private Bytes() {
	}

	@SuppressWarnings("unchecked")
	static <T> String encode(T value) {
		return encode((Class<T>) value.getClass(), value);
	}

	static <T> String encode(Class<T> type, T value) {
		PayloadWriter out = new PayloadWriter();
		RecordCodec.of(type).encode(value, out);
		return HexFormat.of().formatHex(out.toBytes());
	}

	static <T> T decode(Class<T> type, String hex) {
		return RecordCodec.of(type).decode(PayloadReader.of(HexFormat.of().parseHex(hex)));
	}

}
