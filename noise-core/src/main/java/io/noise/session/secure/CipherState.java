package io.noise.session.secure;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

import org.jspecify.annotations.Nullable;

/**
 * A key and the counter of the messages under it: the CipherState of section 5.1 of the
 * Noise specification. An empty key does not exist here; who has none has no CipherState.
 * <p>
 * The first failure ends it for good: a wrong tag, a spent counter. Not for several
 * threads at once.
 */
final class CipherState {

	static final int KEY_BYTES = 32;

	/** The bytes by which a ciphertext is longer than its plaintext. */
	static final int TAG_BYTES = 16;

	/** The longest ciphertext, its tag included. */
	static final int MAX_MESSAGE_BYTES = 65_535;

	/** The nonce 2^64 - 1 seals no message: it is kept for {@link #rekey()}. */
	private static final long REKEY_NONCE = -1;

	private static final byte[] NO_AD = {};

	private final Suite suite;

	private final @Nullable Provider provider;

	/** Created with the first message, and again with the first after a rest. */
	private @Nullable Cipher cipher;

	private WipeableKey k;

	private long n;

	/**
	 * InitializeKey(key).
	 * @param suite which cipher
	 * @param key the output of a hash function, of which the first {@value #KEY_BYTES}
	 * bytes are the key; copied
	 */
	CipherState(Suite suite, byte[] key) {
		this(suite, key, 0);
	}

	/**
	 * InitializeKey(key), then SetNonce(n).
	 * @param suite which cipher
	 * @param key the first {@value #KEY_BYTES} bytes of it are the key; copied
	 * @param n the counter, unsigned
	 */
	CipherState(Suite suite, byte[] key, long n) {
		this(suite, key, n, null);
	}

	/**
	 * InitializeKey(key), then SetNonce(n).
	 * @param suite which cipher
	 * @param key the first {@value #KEY_BYTES} bytes of it are the key; copied
	 * @param n the counter, unsigned
	 * @param provider whose cipher; null for the platform's
	 */
	CipherState(Suite suite, byte[] key, long n, @Nullable Provider provider) {
		if (key.length < KEY_BYTES) {
			throw new IllegalArgumentException("key: " + key.length + " bytes (expected: at least " + KEY_BYTES + ")");
		}
		this.suite = suite;
		this.provider = provider;
		this.k = suite.key(key, KEY_BYTES);
		this.n = n;
	}

	/**
	 * The counter.
	 * @return how many messages it has sealed or opened, unsigned; {@link #rekey()} does
	 * not reset it
	 */
	long n() {
		return this.n;
	}

	/** EncryptWithAd(ad, plaintext). */
	byte[] encryptWithAd(byte[] ad, byte[] plaintext) {
		checkPlaintext(plaintext.length);
		ByteBuffer out = ByteBuffer.allocate(plaintext.length + TAG_BYTES);
		process(Cipher.ENCRYPT_MODE, ad, ByteBuffer.wrap(plaintext), out);
		return out.array();
	}

	/**
	 * DecryptWithAd(ad, ciphertext).
	 * @throws HandshakeException if it is shorter than a tag, or the tag is wrong
	 */
	byte[] decryptWithAd(byte[] ad, byte[] ciphertext) {
		ByteBuffer in = ByteBuffer.wrap(ciphertext);
		checkCiphertext(in);
		ByteBuffer out = ByteBuffer.allocate(ciphertext.length - TAG_BYTES);
		process(Cipher.DECRYPT_MODE, ad, in, out);
		return out.array();
	}

	/**
	 * Seals one record: EncryptWithAd without associated data, between buffers.
	 * <p>
	 * Fastest between heap buffers on two arrays. With AES-GCM, input and output at
	 * different places of one array make the JDK copy that whole array for each record,
	 * and direct buffers can take twice as long as copying out of and into them would.
	 * @param plain what to seal, at most {@value #MAX_MESSAGE_BYTES} -
	 * {@value #TAG_BYTES} bytes; read to its end
	 * @param out where the ciphertext goes
	 * @return how many bytes were written: those of {@code plain} and {@value #TAG_BYTES}
	 * @throws HandshakeException if the counter is spent
	 */
	int seal(ByteBuffer plain, ByteBuffer out) {
		checkPlaintext(plain.remaining());
		checkRoom(out, plain.remaining() + TAG_BYTES);
		return process(Cipher.ENCRYPT_MODE, NO_AD, plain, out);
	}

	/**
	 * Opens one record: DecryptWithAd without associated data, between buffers; for their
	 * kinds see {@link #seal}.
	 * @param in a whole record; read to its end
	 * @param out where the plaintext goes; if an exception is thrown, what was written
	 * there is not to be used
	 * @return how many bytes were written: {@value #TAG_BYTES} less than those of
	 * {@code in}
	 * @throws HandshakeException if the record is too short or too long, its tag is wrong
	 * or the counter is spent
	 */
	int open(ByteBuffer in, ByteBuffer out) {
		checkCiphertext(in);
		checkRoom(out, in.remaining() - TAG_BYTES);
		return process(Cipher.DECRYPT_MODE, NO_AD, in, out);
	}

	/** Rekey(): a one-way step to the next key. */
	void rekey() {
		requireUsable();
		byte[] next = {};
		try {
			Cipher awake = cipher();
			awake.init(Cipher.ENCRYPT_MODE, this.k, this.suite.nonce(REKEY_NONCE));
			next = awake.doFinal(new byte[KEY_BYTES]);
			this.k.destroy();
			this.k = this.suite.key(next, KEY_BYTES);
		}
		catch (GeneralSecurityException ex) {
			throw fail(ex);
		}
		finally {
			Secrets.wipe(next);
		}
	}

	private Cipher cipher() {
		Cipher present = this.cipher;
		if (present == null) {
			present = this.suite.cipher(this.provider);
			this.cipher = present;
		}
		return present;
	}

	/**
	 * Gives up what the JDK's cipher has made of the key, 0.8 KB with AES-256, which the
	 * next message makes again in about 5 us.
	 */
	void rest() {
		this.cipher = null;
	}

	/**
	 * Overwrites the key; everything further is refused. What the JDK's cipher made of
	 * the key stays in memory until that cipher is collected.
	 */
	void destroy() {
		this.k.destroy();
		rest();
	}

	/** ENCRYPT or DECRYPT with k and n, then n + 1. */
	private int process(int mode, byte[] ad, ByteBuffer in, ByteBuffer out) {
		requireUsable();
		if (this.n == REKEY_NONCE) {
			destroy();
			throw HandshakeException.nonceExhausted();
		}
		try {
			Cipher awake = cipher();
			awake.init(mode, this.k, this.suite.nonce(this.n));
			awake.updateAAD(ad);
			int written = awake.doFinal(in, out);
			this.n++;
			return written;
		}
		catch (AEADBadTagException ex) {
			destroy();
			throw HandshakeException.wrongTag(this.n);
		}
		catch (GeneralSecurityException ex) {
			throw fail(ex);
		}
	}

	private IllegalStateException fail(GeneralSecurityException cause) {
		destroy();
		return new IllegalStateException(this.suite + ": failed (expected: a key and a fresh nonce suffice)", cause);
	}

	private void requireUsable() {
		if (this.k.isDestroyed()) {
			throw new IllegalStateException("cipher: destroyed, or failed before (expected: not used any more)");
		}
	}

	private static void checkPlaintext(int bytes) {
		if (bytes > MAX_MESSAGE_BYTES - TAG_BYTES) {
			throw new IllegalArgumentException(
					"plaintext: " + bytes + " bytes (expected: at most " + (MAX_MESSAGE_BYTES - TAG_BYTES) + ")");
		}
	}

	private void checkCiphertext(ByteBuffer in) {
		requireUsable();
		if (in.remaining() < TAG_BYTES) {
			destroy();
			throw HandshakeException.tooShort(in.remaining(), TAG_BYTES);
		}
		if (in.remaining() > MAX_MESSAGE_BYTES) {
			destroy();
			throw HandshakeException.tooLong(in.remaining(), MAX_MESSAGE_BYTES);
		}
	}

	private static void checkRoom(ByteBuffer out, int needed) {
		if (out.remaining() < needed) {
			throw new IllegalArgumentException(
					"output: room for " + out.remaining() + " bytes (expected: at least " + needed + ")");
		}
	}

	@Override
	public String toString() {
		return "CipherState[" + this.suite + ", n=" + Long.toUnsignedString(this.n) + "]";
	}

	/**
	 * The ciphers of both directions, which Split() gives.
	 *
	 * @param send seals what this end sends
	 * @param receive opens what the other end sent
	 */
	record Pair(CipherState send, CipherState receive) {
	}

}
