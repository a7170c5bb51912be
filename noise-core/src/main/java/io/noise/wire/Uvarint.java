package io.noise.wire;

import io.netty.buffer.ByteBuf;

/**
 * Unsigned base-128 numbers of up to 64 bits, least significant group first; each byte
 * but the last has its top bit set (the {@code uvarint} of Go's {@code encoding/binary}).
 */
final class Uvarint {

	/** The longest form of a 64-bit number. */
	static final int MAX_BYTES = 10;

	/**
	 * The answer of {@link #read} when the number goes on after the last byte that is
	 * there.
	 */
	static final long INCOMPLETE = -1;

	private Uvarint() {
	}

	/**
	 * Reads a number and moves the reader index past it; where its end has not arrived,
	 * nothing moves. Forms longer than needed are accepted, as the original does.
	 * @param in the bytes
	 * @return the number, a negative one being above {@link Long#MAX_VALUE} and never
	 * {@link #INCOMPLETE}
	 * @throws FrameException if the number does not end within 10 bytes or 64 bits
	 */
	static long read(ByteBuf in) {
		int start = in.readerIndex();
		int end = Math.min(in.writerIndex(), start + MAX_BYTES);
		long value = 0;
		for (int i = start; i < end; i++) {
			int b = in.getByte(i);
			int group = i - start;
			if (group == MAX_BYTES - 1 && (b & 0xfe) != 0) {
				throw FrameException.malformedLength();
			}
			value |= (b & 0x7fL) << (7 * group);
			if (b >= 0) {
				in.readerIndex(i + 1);
				// 2^64-1 would read as INCOMPLETE; its neighbour is as far over every
				// limit.
				return (value == INCOMPLETE) ? value - 1 : value;
			}
		}
		return INCOMPLETE;
	}

	/**
	 * Writes a number in its shortest form.
	 * @param value the number, not negative
	 * @param out where to
	 */
	static void write(int value, ByteBuf out) {
		int rest = value;
		while (rest > 0x7f) {
			out.writeByte(rest | 0x80);
			rest >>>= 7;
		}
		out.writeByte(rest);
	}

}
