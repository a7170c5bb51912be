package io.noise.payload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads the fields that a {@link PayloadWriter} wrote, in the same order. It reads where
 * the bytes lie and copies only what it hands out; the array must not change meanwhile.
 * Before anything is allocated, the bytes for it must be there. What is cut short or
 * malformed is a {@link PayloadException}, after which the payload is of no more use. One
 * reader belongs to one thread.
 */
public final class PayloadReader {

	private static final char REPLACEMENT = '\ufffd';

	private final byte[] bytes;

	private final int start;

	private final int end;

	private int position;

	private boolean replacesMalformedText;

	private PayloadReader(byte[] bytes, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		this.bytes = bytes;
		this.start = offset;
		this.end = offset + length;
		this.position = offset;
	}

	/**
	 * Reads a whole array.
	 * @param payload the bytes, which are not copied
	 * @return a reader at the first of them
	 */
	public static PayloadReader of(byte[] payload) {
		return new PayloadReader(payload, 0, payload.length);
	}

	/**
	 * Reads a part of an array.
	 * @param array the bytes, which are not copied
	 * @param offset where the payload begins
	 * @param length how many bytes it has
	 * @return a reader at the first of them
	 * @throws IndexOutOfBoundsException if the array does not have them
	 */
	public static PayloadReader of(byte[] array, int offset, int length) {
		return new PayloadReader(array, offset, length);
	}

	/**
	 * Lets this reader take malformed UTF-8 for U+FFFD, the replacement character, where
	 * it would refuse it. The Go original does not check its strings.
	 * @return this reader
	 */
	public PayloadReader replacingMalformedText() {
		this.replacesMalformedText = true;
		return this;
	}

	/**
	 * Reads one byte.
	 * @return -128 to 127
	 */
	public byte readByte() {
		return this.bytes[claim("byte", Byte.BYTES)];
	}

	/**
	 * Reads one byte.
	 * @return 0 to 255
	 */
	public int readUnsignedByte() {
		return Byte.toUnsignedInt(readByte());
	}

	/**
	 * Reads two bytes.
	 * @return -32768 to 32767
	 */
	public short readShort() {
		return LittleEndian.getShort(this.bytes, claim("short", Short.BYTES));
	}

	/**
	 * Reads two bytes.
	 * @return 0 to 65535
	 */
	public int readUnsignedShort() {
		return Short.toUnsignedInt(readShort());
	}

	/**
	 * Reads four bytes.
	 * @return a signed number
	 */
	public int readInt() {
		return LittleEndian.getInt(this.bytes, claim("int", Integer.BYTES));
	}

	/**
	 * Reads four bytes.
	 * @return 0 to 4294967295
	 */
	public long readUnsignedInt() {
		return Integer.toUnsignedLong(readInt());
	}

	/**
	 * Reads eight bytes.
	 * @return a signed number
	 */
	public long readLong() {
		return LittleEndian.getLong(this.bytes, claim("long", Long.BYTES));
	}

	/**
	 * Reads four bytes in the form of IEEE 754.
	 * @return the number
	 */
	public float readFloat() {
		return Float.intBitsToFloat(readInt());
	}

	/**
	 * Reads eight bytes in the form of IEEE 754.
	 * @return the number
	 */
	public double readDouble() {
		return Double.longBitsToDouble(readLong());
	}

	/**
	 * Reads one byte that is 0 or 1.
	 * @return whether it is 1
	 */
	public boolean readBoolean() {
		int at = offset();
		int value = readUnsignedByte();
		if (value > 1) {
			throw PayloadException.unexpected("boolean", at, value, "0 or 1");
		}
		return value == 1;
	}

	/**
	 * Reads a text: a u32 with the number of its bytes, then its UTF-8.
	 * @return the text
	 */
	public String readString() {
		int before = offset();
		long length = readUnsignedInt();
		int at = claim("string", length);
		String text = new String(this.bytes, at, (int) length, StandardCharsets.UTF_8);
		if (!this.replacesMalformedText && text.indexOf(REPLACEMENT) >= 0 && !isUtf8(at, (int) length)) {
			throw PayloadException.unexpected("string", before, "malformed text", "UTF-8");
		}
		return text;
	}

	/** Tells a replacement character that was sent from one that decoding put there. */
	private boolean isUtf8(int at, int length) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(this.bytes, at, length));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	/**
	 * Reads bytes that have their number as a u32 before them.
	 * @return a copy
	 */
	public byte[] readBytes() {
		return copy("bytes", readUnsignedInt());
	}

	/**
	 * Reads bytes that have no number before them.
	 * @param length how many
	 * @return a copy
	 * @throws IllegalArgumentException if the length is negative
	 */
	public byte[] readRaw(int length) {
		if (length < 0) {
			throw new IllegalArgumentException("length: " + length + " (expected: at least 0)");
		}
		return copy("raw bytes", length);
	}

	/**
	 * Reads everything that is left.
	 * @return a copy
	 */
	public byte[] readRemaining() {
		return copy("raw bytes", remaining());
	}

	/**
	 * The bytes that are left to read.
	 * @return the number of bytes
	 */
	public int remaining() {
		return this.end - this.position;
	}

	/**
	 * The bytes that have been read.
	 * @return the number of bytes from the start of the payload
	 */
	public int offset() {
		return this.position - this.start;
	}

	private byte[] copy(String what, long length) {
		int at = claim(what, length);
		return Arrays.copyOfRange(this.bytes, at, this.position);
	}

	/**
	 * Moves past the next bytes, all of which must be there, and answers where they
	 * begin.
	 */
	private int claim(String what, long length) {
		if (length > remaining()) {
			throw PayloadException.cutShort(what, offset(), length, remaining());
		}
		int at = this.position;
		this.position += (int) length;
		return at;
	}

}
