package io.noise.identity;

/**
 * Base32 as node ids use it: the alphabet of RFC 4648 section 6 in lower case, no
 * padding, and one text for each value (bits left over must be zero).
 */
final class Base32 {

	private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

	private static final int BITS_PER_CHARACTER = 5;

	private Base32() {
	}

	static String encode(byte[] bytes) {
		StringBuilder text = new StringBuilder(textLength(bytes.length));
		int buffer = 0;
		int bits = 0;
		for (byte b : bytes) {
			buffer = (buffer << Byte.SIZE) | (b & 0xff);
			bits += Byte.SIZE;
			while (bits >= BITS_PER_CHARACTER) {
				bits -= BITS_PER_CHARACTER;
				text.append(ALPHABET.charAt((buffer >> bits) & 31));
			}
		}
		if (bits > 0) {
			text.append(ALPHABET.charAt((buffer << (BITS_PER_CHARACTER - bits)) & 31));
		}
		return text.toString();
	}

	static byte[] decode(String text, int bytes) {
		if (text.length() != textLength(bytes)) {
			throw refuse(text, bytes);
		}
		byte[] decoded = new byte[bytes];
		int buffer = 0;
		int bits = 0;
		int next = 0;
		for (int i = 0; i < text.length(); i++) {
			int digit = ALPHABET.indexOf(text.charAt(i));
			if (digit < 0) {
				throw refuse(text, bytes);
			}
			buffer = (buffer << BITS_PER_CHARACTER) | digit;
			bits += BITS_PER_CHARACTER;
			if (bits >= Byte.SIZE) {
				bits -= Byte.SIZE;
				decoded[next++] = (byte) (buffer >> bits);
				buffer &= (1 << bits) - 1;
			}
		}
		if (buffer != 0) {
			throw refuse(text, bytes);
		}
		return decoded;
	}

	private static int textLength(int bytes) {
		return (bytes * Byte.SIZE + BITS_PER_CHARACTER - 1) / BITS_PER_CHARACTER;
	}

	private static IllegalArgumentException refuse(String text, int bytes) {
		String shown = KeyText.shown((text.length() <= 64) ? text : text.substring(0, 64) + "…");
		return new IllegalArgumentException(
				"node id \"" + shown + "\": not an id (expected: " + textLength(bytes) + " characters of a-z and 2-7)");
	}

}
