package io.noise.session.legacy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/**
 * One direction of a connection: frame after frame, each with the next counter, without
 * associated data. It fails closed: after a frame that went wrong, and after the counter
 * 2^64-1, there is no other.
 */
final class FrameCipher {

	/** The counter before the first frame, whose counter is 1. */
	static final long NO_FRAME = 0;

	private static final long LAST_COUNTER = -1;

	private final AeadCipher kind;

	private final int mode;

	private final byte[] key;

	private final Cipher cipher;

	private long counter;

	private boolean ended;

	/** Owns the key and wipes it. */
	FrameCipher(AeadCipher kind, int mode, byte[] key, long lastCounter) {
		this.kind = kind;
		this.mode = mode;
		this.key = key;
		this.cipher = kind.create();
		this.counter = lastCounter;
	}

	/**
	 * Seals or opens the next frame.
	 * @param in the whole frame
	 * @param out room for the other form of it, in other memory
	 */
	void next(ByteBuffer in, ByteBuffer out) {
		int length = in.remaining();
		this.counter = claim();
		boolean wentWell = false;
		try {
			this.kind.init(this.cipher, this.mode, this.key, this.counter);
			this.cipher.doFinal(in, out);
			wentWell = true;
		}
		catch (AEADBadTagException ex) {
			throw LegacyException.badSeal(this.counter, length);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(this.kind + ": frame of " + length + " bytes failed", ex);
		}
		finally {
			if (!wentWell) {
				close();
			}
		}
	}

	/**
	 * Ends the direction with the next frame, which is too short for its tag.
	 * @param length bytes of it
	 * @return what is to be thrown
	 */
	LegacyException refuse(int length) {
		this.counter = claim();
		close();
		return LegacyException.badSeal(this.counter, length);
	}

	private long claim() {
		if (this.ended) {
			throw LegacyException.ended("ended after frame " + Long.toUnsignedString(this.counter));
		}
		if (this.counter == LAST_COUNTER) {
			close();
			throw LegacyException.ended("the last counter is used up");
		}
		return this.counter + 1;
	}

	void close() {
		this.ended = true;
		Arrays.fill(this.key, (byte) 0);
	}

}
