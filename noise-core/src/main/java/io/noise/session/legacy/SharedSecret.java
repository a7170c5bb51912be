package io.noise.session.legacy;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The secret that two sides of a handshake have in common: 32 bytes, never shown. Belongs
 * to one thread at a time; closing wipes it.
 */
public final class SharedSecret implements AutoCloseable {

	/**
	 * The secret that a key of small order makes of every other one: known to all the
	 * world.
	 */
	private static final byte[] neutral = Arrays.copyOf(new byte[] { 1 }, EdwardsPoint.BYTES);

	private final byte[] bytes;

	private boolean closed;

	private SharedSecret(byte[] bytes) {
		this.bytes = bytes;
	}

	/** Owns the array. */
	static SharedSecret of(byte[] bytes) {
		if (MessageDigest.isEqual(bytes, neutral)) {
			throw LegacyException.unsoundKey("handshake public key");
		}
		return new SharedSecret(bytes);
	}

	/** The bytes themselves, not a copy. */
	byte[] bytes() {
		if (this.closed) {
			throw new IllegalStateException("shared secret: wiped (expected: keys derived before it is closed)");
		}
		return this.bytes;
	}

	@Override
	public void close() {
		this.closed = true;
		Arrays.fill(this.bytes, (byte) 0);
	}

}
