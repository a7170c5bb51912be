package io.noise.session.legacy;

import java.nio.ByteBuffer;

import javax.crypto.Cipher;

import io.netty.buffer.ByteBuf;

/**
 * Seals the frames that one side sends, in the order in which they are written: the
 * counter is not on the wire. Belongs to one thread at a time, as a rule the connection's
 * event loop. Closing wipes the key.
 */
public final class SealingCipher implements AutoCloseable {

	private final FrameCipher frames;

	SealingCipher(AeadCipher cipher, byte[] key, long lastCounter) {
		this.frames = new FrameCipher(cipher, Cipher.ENCRYPT_MODE, key, lastCounter);
	}

	/**
	 * The length of a sealed frame, which is what limits of size count.
	 * @param length bytes of the plain body
	 * @return bytes of the sealed one
	 */
	public static int sealedLength(int length) {
		return Math.addExact(length, AeadCipher.TAG_BYTES);
	}

	/**
	 * Seals the next frame.
	 * @param body header, opcode, payload, footer; left as it is
	 * @return the body on the wire: the encrypted bytes, then a tag of 16 bytes
	 * @throws LegacyException {@code ENDED} if the cipher has come to its end
	 */
	public byte[] seal(byte[] body) {
		byte[] sealed = new byte[sealedLength(body.length)];
		this.frames.next(ByteBuffer.wrap(body), ByteBuffer.wrap(sealed));
		return sealed;
	}

	/**
	 * Seals the next frame.
	 * @param body header, opcode, payload, footer; left as it is
	 * @param out where {@link #sealedLength} bytes are written, without a length before
	 * them; no composite buffer, and not the memory of the body
	 * @throws LegacyException {@code ENDED} if the cipher has come to its end
	 */
	public void seal(byte[] body, ByteBuf out) {
		int length = sealedLength(body.length);
		out.ensureWritable(length);
		int start = out.writerIndex();
		this.frames.next(ByteBuffer.wrap(body), out.internalNioBuffer(start, length));
		out.writerIndex(start + length);
	}

	@Override
	public void close() {
		this.frames.close();
	}

}
