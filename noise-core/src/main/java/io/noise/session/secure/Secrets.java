package io.noise.session.secure;

import java.util.Arrays;

/**
 * Bytes that are not to stay in memory longer than they are used.
 */
final class Secrets {

	private Secrets() {
	}

	/** Overwrites them with zeros. */
	static void wipe(byte[]... secrets) {
		for (byte[] secret : secrets) {
			Arrays.fill(secret, (byte) 0);
		}
	}

}
