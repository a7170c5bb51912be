package io.noise.session.secure;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * A hash function as section 4.3 of the Noise specification describes it.
 *
 * @param name its name in the names of Noise protocols
 * @param digest the JDK's name of HASH
 * @param hmac the JDK's name of HMAC-HASH
 * @param length HASHLEN, in bytes
 */
record Hash(String name, String digest, String hmac, int length) {

	/** The one that the session uses. */
	static final Hash SHA256 = new Hash("SHA256", "SHA-256", "HmacSHA256", 32);

	/**
	 * HASH(data).
	 * @param parts the data, in order
	 * @return {@link #length} bytes
	 */
	byte[] hash(byte[]... parts) {
		try {
			MessageDigest hash = MessageDigest.getInstance(this.digest);
			for (byte[] part : parts) {
				hash.update(part);
			}
			return hash.digest();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(this.digest + ": not in this Java runtime (expected: any JDK)", ex);
		}
	}

}
