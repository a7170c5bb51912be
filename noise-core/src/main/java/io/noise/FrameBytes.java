package io.noise;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import io.noise.payload.PayloadReader;

/**
 * The body of a frame as part of an array, valid until the next frame: payloads are read
 * from arrays, and frames lie in direct memory.
 */
final class FrameBytes {

	private static final int SCRATCH_BYTES = 64 << 10;

	private static final FastThreadLocal<byte[]> scratch = new FastThreadLocal<>() {

		@Override
		protected byte[] initialValue() {
			return new byte[SCRATCH_BYTES];
		}

	};

	private final byte[] array;

	private final int offset;

	private final int length;

	private FrameBytes(byte[] array, int offset, int length) {
		this.array = array;
		this.offset = offset;
		this.length = length;
	}

	/**
	 * The frame's own array, where it has one, or a copy that is reused.
	 */
	static FrameBytes of(ByteBuf body) {
		int length = body.readableBytes();
		if (body.hasArray()) {
			return new FrameBytes(body.array(), body.arrayOffset() + body.readerIndex(), length);
		}
		byte[] copy = (length <= SCRATCH_BYTES) ? scratch.get() : new byte[length];
		body.getBytes(body.readerIndex(), copy, 0, length);
		return new FrameBytes(copy, 0, length);
	}

	static FrameBytes of(byte[] body) {
		return new FrameBytes(body, 0, body.length);
	}

	PayloadReader reader() {
		return PayloadReader.of(this.array, this.offset, this.length);
	}

	/**
	 * A copy of what lies between two positions of a reader of these bytes.
	 * @param before how much was left to read at the first
	 * @param after how much was left to read at the second
	 */
	byte[] between(int before, int after) {
		int end = this.offset + this.length;
		return Arrays.copyOfRange(this.array, end - before, end - after);
	}

}
