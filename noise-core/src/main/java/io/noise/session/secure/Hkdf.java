package io.noise.session.secure;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Mac;

import io.noise.crypto.Jca;

/**
 * HKDF (RFC 5869), by hand since the JDK has none before version 25.
 */
final class Hkdf {

	private static final byte[] NO_INFO = {};

	private static final int MOST_BLOCKS = 255;

	private Hkdf() {
	}

	/**
	 * HKDF(chaining_key, input_key_material, 2) of the Noise specification.
	 * @param hash the hash function
	 * @param chainingKey the salt
	 * @param input the input key material
	 * @return both outputs, HASHLEN secret bytes each, to be wiped by the caller
	 */
	static byte[][] derive(Hash hash, byte[] chainingKey, byte[] input) {
		byte[] key = extract(hash, chainingKey, input);
		byte[] outputs = expand(hash, key, NO_INFO, 2 * hash.length());
		byte[] first = Arrays.copyOf(outputs, hash.length());
		byte[] second = Arrays.copyOfRange(outputs, hash.length(), 2 * hash.length());
		Secrets.wipe(key);
		Secrets.wipe(outputs);
		return new byte[][] { first, second };
	}

	/** Section 2.2 of the RFC. */
	static byte[] extract(Hash hash, byte[] salt, byte[] input) {
		return hmac(hash, salt, input);
	}

	/** Section 2.3 of the RFC. */
	static byte[] expand(Hash hash, byte[] key, byte[] info, int length) {
		if (length > MOST_BLOCKS * hash.length()) {
			throw new IllegalArgumentException(
					"HKDF output: " + length + " bytes (expected: at most " + MOST_BLOCKS * hash.length() + ")");
		}
		byte[] output = new byte[length];
		byte[] block = {};
		for (int done = 0, counter = 1; done < length; counter++) {
			byte[] next = hmac(hash, key, block, info, new byte[] { (byte) counter });
			Secrets.wipe(block);
			block = next;
			int now = Math.min(block.length, length - done);
			System.arraycopy(block, 0, output, done, now);
			done += now;
		}
		Secrets.wipe(block);
		return output;
	}

	private static byte[] hmac(Hash hash, byte[] key, byte[]... data) {
		WipeableKey secret = new WipeableKey(hash.hmac(), key, key.length);
		try {
			Mac mac = Jca.mac(hash.hmac());
			mac.init(secret);
			for (byte[] part : data) {
				mac.update(part);
			}
			return mac.doFinal();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(hash.hmac() + ": not in this Java runtime (expected: any JDK)", ex);
		}
		finally {
			secret.destroy();
		}
	}

}
