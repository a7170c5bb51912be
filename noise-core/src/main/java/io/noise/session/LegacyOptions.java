package io.noise.session;

import java.time.Duration;
import java.util.Objects;

/**
 * The options of a {@code legacy} session that both ends must have in common, as Go noise
 * v1.0 has them, and how long they wait for each other. Nothing is negotiated: ends that
 * differ do not understand each other. Immutable; start from {@link #defaults()}.
 *
 * @param handshakeMessage the text that both ends sign in the ECDH block. Default:
 * {@code .noise_handshake}
 * @param handshakeTimeout how long the other end's handshake may take. The node's own
 * handshake timeout bounds both blocks together. Default: 10 s
 * @param ackTimeout how long the other end's ack in the AEAD block may take. Default: 3 s
 * @param cipher what frames are sealed with. Default: AES-256-GCM
 * @param hash what derives the key of the cipher. Default: SHA-256
 */
public record LegacyOptions(String handshakeMessage, Duration handshakeTimeout, Duration ackTimeout, Cipher cipher,
		Hash hash) {

	private static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

	/**
	 * The ciphers that can seal frames.
	 */
	public enum Cipher {

		/** AES-256-GCM, the default of the original. */
		AES_256_GCM,

		/** ChaCha20-Poly1305. */
		CHACHA20_POLY1305,

		/** XChaCha20-Poly1305. */
		XCHACHA20_POLY1305

	}

	/**
	 * The hashes that can derive the key, by HKDF.
	 */
	public enum Hash {

		/** SHA-256, the default of the original. */
		SHA_256,

		/** SHA-512. */
		SHA_512

	}

	/** Checks. */
	public LegacyOptions {
		Objects.requireNonNull(handshakeMessage, "handshake message: null (expected: a text)");
		check("handshake timeout", handshakeTimeout);
		check("ack timeout", ackTimeout);
		Objects.requireNonNull(cipher, "cipher: null (expected: one of LegacyOptions.Cipher)");
		Objects.requireNonNull(hash, "hash: null (expected: one of LegacyOptions.Hash)");
	}

	private static void check(String what, Duration value) {
		Objects.requireNonNull(value, () -> what + ": null (expected: a duration)");
		if (value.isZero() || value.isNegative() || value.compareTo(LONGEST_TIMEOUT) > 0) {
			throw new IllegalArgumentException(
					what + ": " + value + " (expected: longer than zero, at most " + LONGEST_TIMEOUT + ")");
		}
	}

	/**
	 * The options that the original has by default.
	 * @return the options of its two blocks
	 */
	public static LegacyOptions defaults() {
		return new LegacyOptions(".noise_handshake", Duration.ofSeconds(10), Duration.ofSeconds(3), Cipher.AES_256_GCM,
				Hash.SHA_256);
	}

	/**
	 * The same with another text to sign.
	 * @param text the text, the same at both ends
	 * @return new options
	 */
	public LegacyOptions withHandshakeMessage(String text) {
		return new LegacyOptions(text, this.handshakeTimeout, this.ackTimeout, this.cipher, this.hash);
	}

	/**
	 * The same with another time for the handshake.
	 * @param timeout longer than zero
	 * @return new options
	 */
	public LegacyOptions withHandshakeTimeout(Duration timeout) {
		return new LegacyOptions(this.handshakeMessage, timeout, this.ackTimeout, this.cipher, this.hash);
	}

	/**
	 * The same with another time for the ack.
	 * @param timeout longer than zero
	 * @return new options
	 */
	public LegacyOptions withAckTimeout(Duration timeout) {
		return new LegacyOptions(this.handshakeMessage, this.handshakeTimeout, timeout, this.cipher, this.hash);
	}

	/**
	 * The same with another cipher.
	 * @param other the cipher, the same at both ends
	 * @return new options
	 */
	public LegacyOptions withCipher(Cipher other) {
		return new LegacyOptions(this.handshakeMessage, this.handshakeTimeout, this.ackTimeout, other, this.hash);
	}

	/**
	 * The same with another hash.
	 * @param other the hash, the same at both ends
	 * @return new options
	 */
	public LegacyOptions withHash(Hash other) {
		return new LegacyOptions(this.handshakeMessage, this.handshakeTimeout, this.ackTimeout, this.cipher, other);
	}

}
