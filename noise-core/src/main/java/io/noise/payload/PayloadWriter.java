package io.noise.payload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Writes the fields of a message, one after the other, without padding:
 *
 * <pre>
 * field           bytes       form
 * byte            1
 * short           2           little-endian
 * int, float      4           little-endian
 * long, double    8           little-endian
 * boolean         1           0 or 1
 * string          4 + length  u32 number of bytes, UTF-8
 * bytes           4 + length  u32 number of bytes, bytes
 * </pre>
 *
 * Nothing is altered silently: what does not fit its field is an
 * {@link IllegalArgumentException}, and then nothing of that field is written. One writer
 * belongs to one thread, which may {@link #reset() reuse} it.
 */
public final class PayloadWriter {

	private static final int FIRST_CAPACITY = 64;

	private static final byte[] NOTHING = {};

	private static final int KEPT_CAPACITY = 64 * 1024;

	/** The longest array of every Java virtual machine. */
	private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

	private final int maxBytes;

	private byte[] bytes;

	private int size;

	/**
	 * An empty writer.
	 */
	public PayloadWriter() {
		this(MAX_BYTES);
	}

	/**
	 * An empty writer that refuses to hold more than a number of bytes.
	 * @param maxBytes the most bytes; what would exceed them throws an
	 * {@link IllegalStateException}
	 */
	public PayloadWriter(int maxBytes) {
		this(Math.min(maxBytes, MAX_BYTES), Math.min(maxBytes, FIRST_CAPACITY));
	}

	private PayloadWriter(int maxBytes, int capacity) {
		this.maxBytes = maxBytes;
		this.bytes = new byte[capacity];
	}

	/**
	 * An empty writer that need not grow up to a number of bytes.
	 * @param bytes the number
	 * @return a writer without a limit
	 */
	public static PayloadWriter withCapacity(int bytes) {
		return new PayloadWriter(MAX_BYTES, bytes);
	}

	/**
	 * The most bytes that the writer holds.
	 * @return the number
	 */
	public int maxBytes() {
		return this.maxBytes;
	}

	/**
	 * Writes one byte.
	 * @param value -128 to 255
	 * @return this writer
	 */
	public PayloadWriter writeByte(int value) {
		if (value < Byte.MIN_VALUE || value > 0xff) {
			throw new IllegalArgumentException("byte: " + value + " (expected: -128 to 255)");
		}
		int at = claim(Byte.BYTES);
		this.bytes[at] = (byte) value;
		return this;
	}

	/**
	 * Writes two bytes.
	 * @param value -32768 to 65535
	 * @return this writer
	 */
	public PayloadWriter writeShort(int value) {
		if (value < Short.MIN_VALUE || value > 0xffff) {
			throw new IllegalArgumentException("short: " + value + " (expected: -32768 to 65535)");
		}
		int at = claim(Short.BYTES);
		LittleEndian.putShort(this.bytes, at, (short) value);
		return this;
	}

	/**
	 * Writes four bytes. An unsigned number is written by its cast to {@code int}.
	 * @param value any number
	 * @return this writer
	 */
	public PayloadWriter writeInt(int value) {
		int at = claim(Integer.BYTES);
		LittleEndian.putInt(this.bytes, at, value);
		return this;
	}

	/**
	 * Writes eight bytes.
	 * @param value any number
	 * @return this writer
	 */
	public PayloadWriter writeLong(long value) {
		int at = claim(Long.BYTES);
		LittleEndian.putLong(this.bytes, at, value);
		return this;
	}

	/**
	 * Writes four bytes in the form of IEEE 754.
	 * @param value any number; which NaN it is, is kept
	 * @return this writer
	 */
	public PayloadWriter writeFloat(float value) {
		return writeInt(Float.floatToRawIntBits(value));
	}

	/**
	 * Writes eight bytes in the form of IEEE 754.
	 * @param value any number; which NaN it is, is kept
	 * @return this writer
	 */
	public PayloadWriter writeDouble(double value) {
		return writeLong(Double.doubleToRawLongBits(value));
	}

	/**
	 * Writes one byte, 1 for true.
	 * @param value true or false
	 * @return this writer
	 */
	public PayloadWriter writeBoolean(boolean value) {
		return writeByte(value ? 1 : 0);
	}

	/**
	 * Writes a text: a u32 with the number of its bytes, then its UTF-8.
	 * @param text a text in which surrogates come in pairs only; UTF-8 has no other
	 * @return this writer
	 */
	public PayloadWriter writeString(String text) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		// faster than a search of the text, since the JVM does both ways in large strides
		String back = new String(utf8, StandardCharsets.UTF_8);
		if (!back.equals(text)) {
			int index = Arrays.mismatch(text.toCharArray(), back.toCharArray());
			throw new IllegalArgumentException(
					"string: half a surrogate pair at index " + index + " (expected: text that UTF-8 can hold)");
		}
		return writeBytes(utf8);
	}

	/**
	 * Writes bytes with their number as a u32 before them.
	 * @param value the bytes, which are copied
	 * @return this writer
	 */
	public PayloadWriter writeBytes(byte[] value) {
		return writeInt(value.length).writeRaw(value, 0, value.length);
	}

	/**
	 * Writes bytes as they are, without their number.
	 * @param source where they are, and copied from
	 * @param offset where they begin
	 * @param length how many
	 * @return this writer
	 * @throws IndexOutOfBoundsException if the source does not have them
	 */
	public PayloadWriter writeRaw(byte[] source, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, source.length);
		int at = claim(length);
		System.arraycopy(source, offset, this.bytes, at, length);
		return this;
	}

	/**
	 * The length of what has been written.
	 * @return the number of bytes
	 */
	public int size() {
		return this.size;
	}

	/**
	 * The bytes that have been written.
	 * @return a copy
	 */
	public byte[] toBytes() {
		return Arrays.copyOf(this.bytes, this.size);
	}

	/**
	 * Takes the bytes that have been written, and forgets them. Where they fill the
	 * memory of the writer exactly, nothing is copied.
	 * @return the bytes, which belong to the caller
	 */
	public byte[] takeBytes() {
		byte[] taken = (this.size == this.bytes.length) ? this.bytes : toBytes();
		this.bytes = NOTHING;
		this.size = 0;
		return taken;
	}

	/**
	 * Copies what has been written.
	 * @param target where to
	 * @param at the index of the first byte there
	 * @throws IndexOutOfBoundsException if the target has not got the room
	 */
	public void copyTo(byte[] target, int at) {
		System.arraycopy(this.bytes, 0, target, at, this.size);
	}

	/**
	 * Forgets what has been written, so that the next payload can be. Memory of up to 64
	 * KiB is kept for it.
	 * @return this writer
	 */
	public PayloadWriter reset() {
		if (this.bytes.length > KEPT_CAPACITY) {
			this.bytes = new byte[Math.min(this.maxBytes, FIRST_CAPACITY)];
		}
		this.size = 0;
		return this;
	}

	/** Adds that many bytes at the end and answers where they begin. */
	private int claim(int more) {
		int at = this.size;
		if (more > this.bytes.length - at) {
			grow(more);
		}
		this.size = at + more;
		return at;
	}

	private void grow(int more) {
		long needed = (long) this.size + more;
		if (needed > this.maxBytes) {
			throw new IllegalStateException("payload: " + needed + " bytes (expected: at most " + this.maxBytes + ")");
		}
		long doubled = Math.min(2L * this.bytes.length, this.maxBytes);
		this.bytes = Arrays.copyOf(this.bytes, (int) Math.max(needed, doubled));
	}

}
