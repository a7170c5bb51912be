package io.noise.identity;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PEM block (RFC 7468) of a private key. Text around it is skipped, as
 * {@code openssl genpkey -text} writes some. No {@link String} ever holds the content,
 * since it could not be wiped.
 */
final class KeyPem {

	private static final String PLAIN = "PRIVATE KEY";

	private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

	private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----");

	private static final Pattern END = Pattern.compile("-----END ([A-Z0-9 ]{1,64})-----");

	private final boolean encrypted;

	private final byte[] der;

	private KeyPem(boolean encrypted, byte[] der) {
		this.encrypted = encrypted;
		this.der = der;
	}

	/**
	 * Finds the one block of a file.
	 * @param file the content of the file; not changed
	 */
	static KeyPem parse(byte[] file) throws KeyFormatException {
		CharBuffer text = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(file));
		try {
			Matcher begin = BEGIN.matcher(text);
			if (!begin.find()) {
				throw new KeyFormatException("not PEM (expected: a line -----BEGIN PRIVATE KEY-----)");
			}
			String label = begin.group(1);
			int bodyStart = begin.end();
			if (begin.find()) {
				throw new KeyFormatException("several PEM blocks, " + label + " and " + begin.group(1)
						+ " among them (expected: one private key and nothing else)");
			}
			expectKey(label);
			Matcher end = END.matcher(text);
			if (!end.find(bodyStart) || !end.group(1).equals(label)) {
				throw new KeyFormatException("cut off (expected: a line -----END " + label + "----- at its end)");
			}
			return new KeyPem(label.equals(ENCRYPTED), decode(file, bodyStart, end.start()));
		}
		finally {
			Arrays.fill(text.array(), '\0');
		}
	}

	/**
	 * Reads what stands between the two lines of a block. Whether it is encrypted, its
	 * content says: a plain key begins with a version.
	 * @param body base64; not changed
	 */
	static KeyPem ofBody(byte[] body) throws KeyFormatException {
		byte[] der = decode(body, 0, body.length);
		if (der.length == 0) {
			throw new KeyFormatException("empty (expected: a private key, PKCS#8 in PEM)");
		}
		Der file = new Der(der);
		return new KeyPem(!file.enter(Der.SEQUENCE, "private key").has(Der.INTEGER), der);
	}

	/**
	 * Writes a plain block.
	 * @param der a private key in its PKCS#8 form; not changed
	 * @return the text in ASCII, for the caller to wipe
	 */
	static byte[] encode(byte[] der) {
		byte[] body = Base64.getMimeEncoder(64, new byte[] { '\n' }).encode(der);
		byte[] head = ("-----BEGIN " + PLAIN + "-----\n").getBytes(StandardCharsets.US_ASCII);
		byte[] tail = ("\n-----END " + PLAIN + "-----\n").getBytes(StandardCharsets.US_ASCII);
		byte[] text = ByteBuffer.allocate(head.length + body.length + tail.length)
			.put(head)
			.put(body)
			.put(tail)
			.array();
		Arrays.fill(body, (byte) 0);
		return text;
	}

	boolean isEncrypted() {
		return this.encrypted;
	}

	/**
	 * The content of the block.
	 * @return the array itself, for the caller to wipe
	 */
	byte[] der() {
		return this.der;
	}

	private static void expectKey(String label) throws KeyFormatException {
		if (!label.equals(PLAIN) && !label.equals(ENCRYPTED)) {
			throw new KeyFormatException("PEM block " + label + " (expected: " + PLAIN + " or " + ENCRYPTED
					+ ", that is PKCS#8, as openssl genpkey -algorithm ed25519 writes it)");
		}
	}

	private static byte[] decode(byte[] file, int start, int end) throws KeyFormatException {
		byte[] digits = withoutWhitespace(file, start, end);
		byte[] decoded = new byte[digits.length];
		try {
			int length = Base64.getDecoder().decode(digits, decoded);
			return Arrays.copyOf(decoded, length);
		}
		catch (IllegalArgumentException ex) {
			throw new KeyFormatException("damaged or cut off: not base64 where PEM has it");
		}
		finally {
			Arrays.fill(digits, (byte) 0);
			Arrays.fill(decoded, (byte) 0);
		}
	}

	private static byte[] withoutWhitespace(byte[] file, int start, int end) {
		byte[] kept = new byte[end - start];
		int count = 0;
		for (int i = start; i < end; i++) {
			if (!Character.isWhitespace(file[i])) {
				kept[count++] = file[i];
			}
		}
		byte[] digits = Arrays.copyOf(kept, count);
		Arrays.fill(kept, (byte) 0);
		return digits;
	}

}
