package io.noise.wire;

import io.netty.buffer.ByteBuf;

/**
 * Writes what {@link FrameDecoder} reads: the shortest form of the length, then the body.
 */
public final class FrameEncoder {

	private FrameEncoder() {
	}

	/**
	 * Writes one frame.
	 * @param body its bytes
	 * @param out where to
	 */
	public static void encode(byte[] body, ByteBuf out) {
		begin(body.length, out);
		out.writeBytes(body);
	}

	/**
	 * Begins a frame, whose body the caller writes after it.
	 * @param bodyBytes how long the body will be
	 * @param out where to
	 */
	public static void begin(int bodyBytes, ByteBuf out) {
		Uvarint.write(bodyBytes, out);
	}

}
