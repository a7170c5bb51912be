package io.noise.session.legacy;

import java.util.Arrays;

import io.noise.session.LegacyOptions;

/**
 * The key that seals the frames of one connection, the same in both directions, as the
 * original has it. Belongs to one thread at a time. Closing wipes it; the ciphers made of
 * it have copies of their own.
 * <p>
 * When to use them, in the words of the original: each side sends an ack in the clear, an
 * opcode without payload, once it has the key. From the frame after its own ack on it
 * seals everything, from the frame after the other side's ack on it opens everything; a
 * sealed frame may follow the ack at once. Nothing may come between an ack and the first
 * sealed frame.
 */
public final class FrameKey implements AutoCloseable {

	private final AeadCipher cipher;

	private final byte[] key;

	private boolean sealing;

	private boolean closed;

	private FrameKey(AeadCipher cipher, byte[] key) {
		this.cipher = cipher;
		this.key = key;
	}

	/**
	 * Derives the key with the hash and for the cipher that the options name.
	 * @param secret what the handshake agreed upon; stays the caller's
	 * @param options what both ends were told
	 * @return the key
	 */
	public static FrameKey derive(SharedSecret secret, LegacyOptions options) {
		return derive(secret, KeyHash.of(options.hash()), AeadCipher.of(options.cipher()));
	}

	/**
	 * Derives the key.
	 * @param secret what the handshake agreed upon; stays the caller's
	 * @param hash with which hash
	 * @param cipher for which cipher
	 * @return the key
	 */
	public static FrameKey derive(SharedSecret secret, KeyHash hash, AeadCipher cipher) {
		return new FrameKey(cipher, hash.derive(secret.bytes(), AeadCipher.KEY_BYTES));
	}

	/**
	 * The cipher for what this side sends. There is one: another would seal other frames
	 * with the same nonces.
	 * @return a cipher that has sealed nothing
	 * @throws IllegalStateException if it was asked for before, or the key is wiped
	 */
	public SealingCipher sealing() {
		if (this.sealing) {
			throw new IllegalStateException("sealing cipher: a second one (expected: one for each frame key)");
		}
		this.sealing = true;
		return sealing(FrameCipher.NO_FRAME);
	}

	/**
	 * The cipher for what this side receives.
	 * @return a cipher that has opened nothing
	 * @throws IllegalStateException if the key is wiped
	 */
	public OpeningCipher opening() {
		return opening(FrameCipher.NO_FRAME);
	}

	SealingCipher sealing(long lastCounter) {
		return new SealingCipher(this.cipher, copy(), lastCounter);
	}

	OpeningCipher opening(long lastCounter) {
		return new OpeningCipher(this.cipher, copy(), lastCounter);
	}

	private byte[] copy() {
		if (this.closed) {
			throw new IllegalStateException("frame key: wiped (expected: ciphers made before it is closed)");
		}
		return this.key.clone();
	}

	@Override
	public void close() {
		this.closed = true;
		Arrays.fill(this.key, (byte) 0);
	}

}
