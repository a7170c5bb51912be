package io.noise.session.secure;

import java.security.SecureRandom;

/**
 * An X25519 key pair (RFC 7748) as raw bytes, and the DH functions of section 12.1 of the
 * Noise specification. The arithmetic is that of {@link CurveArithmetic}; the only
 * lasting copy of the private key is the one here.
 * <p>
 * Safe to use from several threads until it is destroyed. One computation takes about 0.3
 * ms with the JDK: not for event loops.
 */
final class X25519KeyPair {

	/** DHLEN: bytes of a private key, of a public key and of a shared secret. */
	static final int DHLEN = 32;

	private final CurveArithmetic curves;

	private final byte[] privateKey;

	private final byte[] publicKey;

	private volatile boolean destroyed;

	/**
	 * A pair of given halves: for {@link #of}, and for tests that lie about the public
	 * one.
	 */
	X25519KeyPair(CurveArithmetic curves, byte[] privateKey, byte[] publicKey) {
		this.curves = curves;
		this.privateKey = privateKey.clone();
		this.publicKey = publicKey.clone();
	}

	/**
	 * GENERATE_KEYPAIR().
	 * @param curves the arithmetic
	 * @return a fresh pair
	 */
	static X25519KeyPair generate(CurveArithmetic curves) {
		byte[] privateKey = new byte[DHLEN];
		new SecureRandom().nextBytes(privateKey);
		try {
			return of(curves, privateKey);
		}
		finally {
			Secrets.wipe(privateKey);
		}
	}

	/**
	 * The pair of a private key.
	 * @param curves the arithmetic
	 * @param privateKey 32 bytes, any; copied
	 * @return the pair
	 */
	static X25519KeyPair of(CurveArithmetic curves, byte[] privateKey) {
		if (privateKey.length != DHLEN) {
			throw new IllegalArgumentException(
					"X25519 private key: " + privateKey.length + " bytes (expected: " + DHLEN + ")");
		}
		return new X25519KeyPair(curves, privateKey, curves.publicKey(privateKey));
	}

	/**
	 * The public half.
	 * @return 32 bytes, a copy
	 */
	byte[] publicKey() {
		return this.publicKey.clone();
	}

	/**
	 * DH(key_pair, public_key).
	 * @param remotePublicKey the other side's 32 bytes
	 * @return the shared secret, to be wiped by the caller
	 * @throws HandshakeException if the other side's key is of low order
	 */
	byte[] dh(byte[] remotePublicKey) {
		if (this.destroyed) {
			throw new IllegalStateException("X25519 key pair: destroyed (expected: not used any more)");
		}
		return this.curves.multiply(this.privateKey, remotePublicKey);
	}

	/**
	 * Overwrites the private key. What the arithmetic copied stays in memory until it is
	 * collected.
	 */
	void destroy() {
		this.destroyed = true;
		Secrets.wipe(this.privateKey);
	}

	@Override
	public String toString() {
		return "X25519KeyPair";
	}

}
