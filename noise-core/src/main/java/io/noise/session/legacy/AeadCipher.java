package io.noise.session.legacy;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.noise.crypto.Jca;
import io.noise.session.LegacyOptions;

/**
 * The ciphers that seal frames. Both sides need the same; nothing on the wire tells
 * which. All have keys of 32 bytes, tags of 16, and a nonce that begins with the frame's
 * counter, a little-endian u64, and is zero after it.
 */
public enum AeadCipher {

	/** AES-256-GCM, the default of the original: a nonce of 12 bytes. */
	AES_256_GCM("AES/GCM/NoPadding") {

		@Override
		void init(Cipher cipher, int mode, byte[] key, long counter) throws GeneralSecurityException {
			cipher.init(mode, new SecretKeySpec(key, "AES"),
					new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce(counter, SHORT_NONCE_BYTES)));
		}

	},

	/** ChaCha20-Poly1305 (RFC 8439): a nonce of 12 bytes. */
	CHACHA20_POLY1305("ChaCha20-Poly1305") {

		@Override
		void init(Cipher cipher, int mode, byte[] key, long counter) throws GeneralSecurityException {
			cipher.init(mode, new SecretKeySpec(key, "ChaCha20"),
					new IvParameterSpec(nonce(counter, SHORT_NONCE_BYTES)));
		}

	},

	/**
	 * XChaCha20-Poly1305: a nonce of 24 bytes. The first 16 make the key of the frame,
	 * and ChaCha20-Poly1305 gets the others, which are zero here.
	 */
	XCHACHA20_POLY1305("ChaCha20-Poly1305") {

		@Override
		void init(Cipher cipher, int mode, byte[] key, long counter) throws GeneralSecurityException {
			byte[] frameKey = HChaCha20.subkey(key, nonce(counter, HChaCha20.INPUT_BYTES));
			cipher.init(mode, new SecretKeySpec(frameKey, "ChaCha20"),
					new IvParameterSpec(new byte[SHORT_NONCE_BYTES]));
			Arrays.fill(frameKey, (byte) 0);
		}

	};

	/** Bytes of a key. */
	static final int KEY_BYTES = 32;

	/** Bytes by which a sealed frame is longer than the plain one. */
	static final int TAG_BYTES = 16;

	private static final int SHORT_NONCE_BYTES = 12;

	private final String transformation;

	AeadCipher(String transformation) {
		this.transformation = transformation;
	}

	static AeadCipher of(LegacyOptions.Cipher cipher) {
		return switch (cipher) {
			case AES_256_GCM -> AES_256_GCM;
			case CHACHA20_POLY1305 -> CHACHA20_POLY1305;
			case XCHACHA20_POLY1305 -> XCHACHA20_POLY1305;
		};
	}

	/** Creates a cipher: one for each direction of each connection. */
	Cipher create() {
		try {
			return Jca.cipher(this.transformation, null);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(this.transformation + ": not in this Java runtime (expected: any JDK)", ex);
		}
	}

	/** Gets a cipher of this kind ready for one frame. */
	abstract void init(Cipher cipher, int mode, byte[] key, long counter) throws GeneralSecurityException;

	private static byte[] nonce(long counter, int bytes) {
		byte[] nonce = new byte[bytes];
		for (int i = 0; i < Long.BYTES; i++) {
			nonce[i] = (byte) (counter >>> (i * Byte.SIZE));
		}
		return nonce;
	}

}
