package io.noise.session.legacy;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.noise.crypto.Jca;
import io.noise.session.LegacyOptions;

/**
 * The hash that makes the frame key out of the shared secret: HKDF (RFC 5869) without
 * salt and without info. Both sides need the same; nothing on the wire tells which.
 */
public enum KeyHash {

	/** SHA-256, the default of the original. */
	SHA_256("HmacSHA256", 32),

	/** SHA-512. */
	SHA_512("HmacSHA512", 64);

	private static final byte[] FIRST_BLOCK = { 1 };

	private final String hmac;

	private final int bytes;

	KeyHash(String hmac, int bytes) {
		this.hmac = hmac;
		this.bytes = bytes;
	}

	static KeyHash of(LegacyOptions.Hash hash) {
		return switch (hash) {
			case SHA_256 -> SHA_256;
			case SHA_512 -> SHA_512;
		};
	}

	/**
	 * Derives a key that is not longer than the hash, so that one block of the expansion
	 * is enough.
	 */
	byte[] derive(byte[] secret, int keyBytes) {
		byte[] extracted = hmac(new byte[this.bytes], secret);
		byte[] expanded = hmac(extracted, FIRST_BLOCK);
		byte[] key = Arrays.copyOf(expanded, keyBytes);
		Arrays.fill(extracted, (byte) 0);
		Arrays.fill(expanded, (byte) 0);
		return key;
	}

	private byte[] hmac(byte[] key, byte[] input) {
		try {
			Mac mac = Jca.mac(this.hmac);
			mac.init(new SecretKeySpec(key, this.hmac));
			return mac.doFinal(input);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(this.hmac + ": not in this Java runtime (expected: any JDK)", ex);
		}
	}

}
