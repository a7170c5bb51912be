package io.noise.identity;

import java.util.Arrays;

/**
 * Reads DER (X.690): tag, length, content, one element after the other. Every bound is
 * checked, lengths must be definite. It reads from the array it was given and copies only
 * what is taken.
 */
final class Der {

	static final int INTEGER = 0x02;

	static final int OCTET_STRING = 0x04;

	static final int OBJECT_IDENTIFIER = 0x06;

	static final int SEQUENCE = 0x30;

	private static final int MAX_LENGTH_BYTES = 3;

	private final byte[] bytes;

	private final int end;

	private int position;

	Der(byte[] bytes) {
		this(bytes, 0, bytes.length);
	}

	private Der(byte[] bytes, int start, int end) {
		this.bytes = bytes;
		this.position = start;
		this.end = end;
	}

	/**
	 * Says whether an element with this tag comes next.
	 */
	boolean has(int tag) {
		return this.position < this.end && (this.bytes[this.position] & 0xff) == tag;
	}

	/**
	 * Steps over the next element.
	 * @return a reader of its content
	 */
	Der enter(int tag, String field) throws KeyFormatException {
		if (!has(tag)) {
			throw new KeyFormatException(
					"%s: no element with tag 0x%02x at byte %d of the DER".formatted(field, tag, this.position));
		}
		this.position++;
		int length = length(field);
		if (length > this.end - this.position) {
			throw new KeyFormatException("%s: cut off, %d bytes left at byte %d of the DER (expected: %d)"
				.formatted(field, this.end - this.position, this.position, length));
		}
		Der content = new Der(this.bytes, this.position, this.position + length);
		this.position += length;
		return content;
	}

	/**
	 * Steps over the next element.
	 * @return a copy of its content
	 */
	byte[] take(int tag, String field) throws KeyFormatException {
		Der content = enter(tag, field);
		return Arrays.copyOfRange(content.bytes, content.position, content.end);
	}

	/**
	 * Reads an integer from 0 to 2^31 - 1.
	 */
	int takeInteger(String field) throws KeyFormatException {
		Der content = enter(INTEGER, field);
		int length = content.end - content.position;
		if (length < 1 || length > Integer.BYTES || content.bytes[content.position] < 0) {
			throw new KeyFormatException(field + ": not an integer from 0 to 2147483647");
		}
		return (int) content.number(length);
	}

	/**
	 * Reads an object identifier.
	 * @return the arcs in decimal, joined by dots
	 */
	String takeIdentifier(String field) throws KeyFormatException {
		Der content = enter(OBJECT_IDENTIFIER, field);
		StringBuilder text = new StringBuilder();
		long arc = 0;
		while (content.position < content.end) {
			byte next = content.bytes[content.position++];
			arc = (arc << 7) | (next & 0x7f);
			if (arc > Integer.MAX_VALUE || (content.position == content.end && next < 0)) {
				throw new KeyFormatException(field + ": not an object identifier");
			}
			if (next >= 0) {
				appendArc(text, arc);
				arc = 0;
			}
		}
		return text.toString();
	}

	/** The first arc shares its number with the second. */
	private static void appendArc(StringBuilder text, long arc) {
		if (text.isEmpty()) {
			long first = Math.min(arc / 40, 2);
			text.append(first).append('.').append(arc - first * 40);
		}
		else {
			text.append('.').append(arc);
		}
	}

	void expectEnd(String field) throws KeyFormatException {
		if (this.position < this.end) {
			throw new KeyFormatException(
					field + ": " + (this.end - this.position) + " bytes more than expected at its end");
		}
	}

	private int length(String field) throws KeyFormatException {
		if (this.position < this.end) {
			int first = this.bytes[this.position++] & 0xff;
			if (first < 0x80) {
				return first;
			}
			int count = first & 0x7f;
			if (count >= 1 && count <= MAX_LENGTH_BYTES && count <= this.end - this.position) {
				return (int) number(count);
			}
		}
		throw new KeyFormatException(field + ": no usable length at byte " + this.position + " of the DER");
	}

	private long number(int length) {
		long number = 0;
		for (int i = 0; i < length; i++) {
			number = (number << Byte.SIZE) | (this.bytes[this.position++] & 0xff);
		}
		return number;
	}

}
