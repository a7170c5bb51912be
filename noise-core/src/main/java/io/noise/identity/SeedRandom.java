package io.noise.identity;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A source of randomness that hands out one seed, once. A generator of key pairs that is
 * fed with it makes the pair of that seed, whose public half the JDK gives no other way
 * to.
 */
final class SeedRandom extends SecureRandom {

	private static final long serialVersionUID = 1L;

	private final transient byte[] seed;

	private boolean spent;

	SeedRandom(byte[] seed) {
		this.seed = seed.clone();
	}

	@Override
	public void nextBytes(byte[] bytes) {
		if (this.spent || bytes.length != this.seed.length) {
			throw new IllegalStateException("random bytes for the key pair of a seed: " + bytes.length
					+ " asked for (expected: " + this.seed.length + ", once)");
		}
		this.spent = true;
		System.arraycopy(this.seed, 0, bytes, 0, bytes.length);
		wipe();
	}

	void wipe() {
		Arrays.fill(this.seed, (byte) 0);
	}

}
