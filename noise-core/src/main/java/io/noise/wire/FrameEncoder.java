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
		Uvarint.write(body.length, out);
		out.writeBytes(body);
	}

}
