package io.noise.session.legacy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The Diffie-Hellman of the Go original: the scalar of an Ed25519 private key times the
 * Edwards point of the other side's public key. Neither X25519, which would lose the sign
 * of x, nor a signature; BouncyCastle has the arithmetic of the field, but not this.
 * <p>
 * The scalar is SHA-512(seed)[0..32), clamped (RFC 8032, section 5.1.5) and <em>not</em>
 * reduced modulo the order of the group: for points outside that group the result would
 * be another. It is multiplied by a Montgomery ladder, which does the same for every
 * scalar: 255 times swap, add, double.
 */
final class EdwardsLadder {

	private static final int TOP_BIT = 254;

	private EdwardsLadder() {
	}

	/**
	 * Multiplies.
	 * @param seed the private key, 32 bytes
	 * @param publicKey an encoded point, 32 bytes
	 * @return the product, encoded in 32 bytes; empty if the public key is no point
	 */
	static Optional<byte[]> multiply(byte[] seed, byte[] publicKey) {
		return EdwardsPoint.decode(publicKey).map((point) -> multiplied(seed, point));
	}

	private static byte[] multiplied(byte[] seed, EdwardsPoint point) {
		byte[] scalar = scalar(seed);
		try {
			return climb(scalar, point).encode();
		}
		finally {
			Arrays.fill(scalar, (byte) 0);
		}
	}

	/** Climbs the ladder; after each rung, {@code high} is {@code low} plus the point. */
	private static EdwardsPoint climb(byte[] scalar, EdwardsPoint point) {
		EdwardsPoint low = new EdwardsPoint();
		EdwardsPoint high = point;
		int swapped = 0;
		for (int i = TOP_BIT; i >= 0; i--) {
			int bit = (scalar[i >>> 3] >>> (i & 7)) & 1;
			EdwardsPoint.swap(swapped ^ bit, low, high);
			swapped = bit;
			high.add(low);
			low.add(low);
		}
		EdwardsPoint.swap(swapped, low, high);
		return low;
	}

	/** The clamped scalar of a private key, 32 bytes, little-endian. */
	static byte[] scalar(byte[] seed) {
		byte[] hash = sha512(seed);
		byte[] scalar = Arrays.copyOf(hash, EdwardsPoint.BYTES);
		Arrays.fill(hash, (byte) 0);
		scalar[0] &= (byte) 0xf8;
		scalar[31] &= 0x7f;
		scalar[31] |= 0x40;
		return scalar;
	}

	private static byte[] sha512(byte[] seed) {
		try {
			return MessageDigest.getInstance("SHA-512").digest(seed);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-512: not in this Java runtime (expected: any JDK)", ex);
		}
	}

}
