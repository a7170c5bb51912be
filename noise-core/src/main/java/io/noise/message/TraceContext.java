package io.noise.message;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * The context of a trace as an extension of a message or request: number {@code 01},
 * length u16, then the length of the key u8, the key, the length of the value u16 and the
 * value of each entry. Keys and values are printable ASCII. Extensions with other numbers
 * are skipped; what cannot be read is no context.
 */
public final class TraceContext {

	/** The most bytes of the extensions of a message. */
	public static final int MAX_BYTES = 1024;

	private static final int NUMBER = 1;

	private static final int HEADER_BYTES = 3;

	private static final int MAX_KEY_BYTES = 255;

	private TraceContext() {
	}

	/**
	 * Encodes a context. Entries that do not fit are left out.
	 * @return the extensions; without bytes if there are no entries
	 */
	public static byte[] encode(Map<String, String> context) {
		PayloadWriter entries = new PayloadWriter();
		context.forEach((key, value) -> {
			int bytes = entries.size() + HEADER_BYTES + key.length() + value.length();
			if (HEADER_BYTES + bytes <= MAX_BYTES && isKey(key) && isPrintable(value)) {
				entries.writeByte(key.length());
				writeText(key, entries);
				entries.writeShort(value.length());
				writeText(value, entries);
			}
		});
		byte[] body = entries.toBytes();
		if (body.length == 0) {
			return body;
		}
		PayloadWriter out = new PayloadWriter();
		out.writeByte(NUMBER);
		out.writeShort(body.length);
		out.writeRaw(body, 0, body.length);
		return out.toBytes();
	}

	private static void writeText(String text, PayloadWriter out) {
		byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
		out.writeRaw(bytes, 0, bytes.length);
	}

	/**
	 * Decodes the context among extensions.
	 * @return empty if there is none that can be read
	 */
	public static Map<String, String> decode(byte[] extensions) {
		try {
			PayloadReader in = PayloadReader.of(extensions);
			while (in.remaining() > 0) {
				int number = in.readUnsignedByte();
				byte[] body = in.readRaw(in.readUnsignedShort());
				if (number == NUMBER) {
					return entries(PayloadReader.of(body));
				}
			}
		}
		catch (PayloadException ex) {
			// A later version, or nonsense; messages do not depend on it.
		}
		return Map.of();
	}

	private static Map<String, String> entries(PayloadReader in) {
		Map<String, String> context = new LinkedHashMap<>();
		while (in.remaining() > 0) {
			String key = text(in, in.readUnsignedByte());
			String value = text(in, in.readUnsignedShort());
			if (!isKey(key) || !isPrintable(value)) {
				return Map.of();
			}
			context.putIfAbsent(key, value);
		}
		return context;
	}

	private static String text(PayloadReader in, int bytes) {
		return new String(in.readRaw(bytes), StandardCharsets.ISO_8859_1);
	}

	private static boolean isKey(String key) {
		return !key.isEmpty() && key.length() <= MAX_KEY_BYTES && key.indexOf(' ') < 0 && isPrintable(key);
	}

	private static boolean isPrintable(String text) {
		return text.chars().allMatch((character) -> character >= ' ' && character <= '~');
	}

}
