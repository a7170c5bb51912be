package io.noise.session.legacy;

import java.nio.ByteBuffer;

import javax.crypto.Cipher;

import io.netty.buffer.ByteBuf;

/**
 * Opens the frames that the other side sent, in the order in which they came. The first
 * that does not open is the last: whatever comes after it is refused. Belongs to one
 * thread at a time, as a rule the connection's event loop. Closing wipes the key.
 */
public final class OpeningCipher implements AutoCloseable {

	private final FrameCipher frames;

	OpeningCipher(AeadCipher cipher, byte[] key, long lastCounter) {
		this.frames = new FrameCipher(cipher, Cipher.DECRYPT_MODE, key, lastCounter);
	}

	/**
	 * Opens the next frame.
	 * @param sealed the body on the wire; left as it is
	 * @return header, opcode, payload, footer
	 * @throws LegacyException {@code BAD_SEAL} if it does not open, {@code ENDED} if an
	 * earlier one did not
	 */
	public byte[] open(byte[] sealed) {
		byte[] body = new byte[openedLength(sealed.length)];
		this.frames.next(ByteBuffer.wrap(sealed), ByteBuffer.wrap(body));
		return body;
	}

	/**
	 * Opens the next frame.
	 * @param sealed its readable bytes are the body on the wire, all of them are consumed
	 * @param out where the plain body is written, 16 bytes shorter; no composite buffer,
	 * and not the memory of the sealed body (two heap buffers of one pool share an array,
	 * which works, but makes the JDK copy). What is not authentic never becomes readable
	 * @throws LegacyException {@code BAD_SEAL} if it does not open, {@code ENDED} if an
	 * earlier one did not
	 */
	public void open(ByteBuf sealed, ByteBuf out) {
		int length = openedLength(sealed.readableBytes());
		out.ensureWritable(length);
		int start = out.writerIndex();
		this.frames.next(sealed.nioBuffer(), out.internalNioBuffer(start, length));
		sealed.skipBytes(sealed.readableBytes());
		out.writerIndex(start + length);
	}

	private int openedLength(int sealedLength) {
		if (sealedLength < AeadCipher.TAG_BYTES) {
			throw this.frames.refuse(sealedLength);
		}
		return sealedLength - AeadCipher.TAG_BYTES;
	}

	@Override
	public void close() {
		this.frames.close();
	}

}
