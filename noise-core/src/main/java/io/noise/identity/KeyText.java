package io.noise.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A private key as a text, as it travels through variables of the environment: PEM with
 * line breaks, PEM with {@code \n} in their place, or the base64 of its body alone. Also
 * finds such keys where nobody expects one, so that they are not shown.
 */
final class KeyText {

	/** The words in place of a text that is a key. */
	static final String HIDDEN = "(a private key, which is not shown)";

	private static final int MAX_CHARACTERS = 64 * 1024;

	/** Enough of a key to tell that it is one. */
	private static final int HEAD_BYTES = 36;

	private static final int FEWEST_BYTES = 16;

	private static final Pattern ESCAPES = Pattern.compile("\\\\[nrt]");

	private static final Pattern NOISE = Pattern.compile("\\\\[nrt]|[\\s\\\\\"':]");

	private static final String PEM_IN_BASE64 = base64Of("-----BEGIN ");

	/** The beginning of the DER of any private key: a SEQUENCE. */
	private static final char FIRST_IN_BASE64 = 'M';

	private static final String FIRST_IN_HEX = "30";

	/** OIDs of PKCS#5 and of PKCS#12, which encrypt keys with passwords. */
	private static final byte[][] ENCRYPTIONS = { HexFormat.of().parseHex("2a864886f70d0105"),
			HexFormat.of().parseHex("2a864886f70d010c01") };

	private KeyText() {
	}

	/**
	 * Reads a key in one of the three forms.
	 * @throws KeyFormatException if the text is anything else
	 */
	static KeyPem parse(String text) throws KeyFormatException {
		if (text.length() > MAX_CHARACTERS) {
			throw new KeyFormatException(
					"more than " + MAX_CHARACTERS + " characters (expected: a private key, which has about 120)");
		}
		String lines = ESCAPES.matcher(text).replaceAll("\n").strip();
		byte[] bytes = lines.getBytes(StandardCharsets.ISO_8859_1);
		try {
			return lines.contains("-----") ? KeyPem.parse(bytes) : KeyPem.ofBody(bytes);
		}
		finally {
			Arrays.fill(bytes, (byte) 0);
		}
	}

	/**
	 * Says whether a text holds a private key, of whatever algorithm, plain or encrypted,
	 * whole or in part: as PEM, or as base64 or hexadecimal digits of DER or of PEM.
	 */
	static boolean isPrivateKey(CharSequence text) {
		String compact = NOISE.matcher(text).replaceAll("");
		if (isPem(compact)) {
			return true;
		}
		for (int i = 0; i < compact.length(); i++) {
			if (compact.charAt(i) == FIRST_IN_BASE64 && isDer(base64(compact, i))) {
				return true;
			}
			if (compact.startsWith(FIRST_IN_HEX, i) && isDer(hex(compact, i))) {
				return true;
			}
		}
		int inner = compact.indexOf(PEM_IN_BASE64);
		return inner >= 0 && isPem(new String(base64Run(compact, inner), StandardCharsets.ISO_8859_1));
	}

	/**
	 * A text as a message may show it.
	 */
	static String shown(String text) {
		return isPrivateKey(text) ? HIDDEN : text;
	}

	private static boolean isPem(String compact) {
		return compact.contains("PRIVATEKEY-----") || compact.contains("PRIVATE KEY-----");
	}

	/** The first bytes of what the digits mean; null where there are too few. */
	private static byte @Nullable [] base64(String text, int start) {
		byte[] bytes = base64Run(text.substring(start, Math.min(text.length(), start + HEAD_BYTES / 3 * 4)), 0);
		return (bytes.length >= FEWEST_BYTES) ? bytes : null;
	}

	/** Decodes as many groups of four digits as there are. */
	private static byte[] base64Run(String text, int start) {
		int end = start;
		while (end < text.length() && isBase64(text.charAt(end))) {
			end++;
		}
		String digits = text.substring(start, end - (end - start) % 4).replace('-', '+').replace('_', '/');
		return Base64.getDecoder().decode(digits);
	}

	private static boolean isBase64(char c) {
		return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/'
				|| c == '-' || c == '_';
	}

	private static byte @Nullable [] hex(String text, int start) {
		int end = start;
		while (end < text.length() && end < start + HEAD_BYTES * 2 && HexFormat.isHexDigit(text.charAt(end))) {
			end++;
		}
		int length = (end - start) / 2 * 2;
		return (length >= FEWEST_BYTES * 2) ? HexFormat.of().parseHex(text, start, start + length) : null;
	}

	/**
	 * Judges by the first elements: those of PKCS#8, of PKCS#1 and SEC 1 after the
	 * version, those of an encrypted PKCS#8 at once.
	 */
	private static boolean isDer(byte @Nullable [] head) {
		if (head == null) {
			return false;
		}
		int at = content(head, 0);
		if (head[at] == Der.INTEGER && head[at + 1] == 1 && (head[at + 2] == 0 || head[at + 2] == 1)) {
			int next = head[at + 3];
			return next == Der.INTEGER || next == Der.OCTET_STRING
					|| (next == Der.SEQUENCE && head[content(head, at + 3)] == Der.OBJECT_IDENTIFIER);
		}
		if (head[at] != Der.SEQUENCE) {
			return false;
		}
		int identifier = content(head, at);
		return head[identifier] == Der.OBJECT_IDENTIFIER && Arrays.stream(ENCRYPTIONS)
			.anyMatch((oid) -> startsWith(head, Math.min(identifier + 2, head.length), oid));
	}

	/**
	 * The place where the content of an element begins; never beyond what {@link #isDer}
	 * reads.
	 */
	private static int content(byte[] head, int element) {
		int lengthBytes = (head[element + 1] < 0) ? head[element + 1] & 0x03 : 0;
		return element + 2 + lengthBytes;
	}

	private static boolean startsWith(byte[] bytes, int at, byte[] start) {
		return at + start.length <= bytes.length && Arrays.equals(bytes, at, at + start.length, start, 0, start.length);
	}

	private static String base64Of(String text) {
		String digits = Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
		return digits.substring(0, digits.length() / 4 * 4);
	}

}
