package io.noise.session.secure;

import io.netty.buffer.ByteBuf;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The flags and extensions that messages and the frames of requests begin with: flags u8
 * and, if flag {@code 01} is set, length u16 and extensions.
 */
final class FrameExtensions {

	/** The longest extensions of a message. */
	static final int MAX_BYTES = 1024;

	private static final int EXTENDED = 1;

	private FrameExtensions() {
	}

	/**
	 * Reads flags and extensions.
	 * @return the extensions, a part of the frame; null if there are none
	 * @throws SessionException if there are fewer bytes than announced, or too many
	 */
	static @Nullable ByteBuf read(FrameKind kind, ByteBuf frame) {
		if (!frame.isReadable()) {
			throw new SessionException(Fault.PROTOCOL, "frame " + kind + ": no flags (expected: a byte)");
		}
		if ((frame.readUnsignedByte() & EXTENDED) == 0) {
			return null;
		}
		int bytes = (frame.readableBytes() >= Short.BYTES) ? frame.readUnsignedShortLE() : Integer.MAX_VALUE;
		if (bytes > Math.min(frame.readableBytes(), MAX_BYTES)) {
			throw new SessionException(Fault.PROTOCOL, "frame " + kind + ": extensions of " + bytes
					+ " bytes (expected: no more than there are, at most " + MAX_BYTES + ")");
		}
		return frame.readSlice(bytes);
	}

	/**
	 * Returns the number of bytes that {@link #write} writes.
	 */
	static int length(byte[] extensions) {
		return (extensions.length > 0) ? 1 + Short.BYTES + extensions.length : 1;
	}

	/**
	 * Writes flags and extensions.
	 */
	static void write(byte[] extensions, ByteBuf out) {
		if (extensions.length == 0) {
			out.writeByte(0);
			return;
		}
		out.writeByte(EXTENDED);
		out.writeShortLE(extensions.length);
		out.writeBytes(extensions);
	}

}
