package io.noise.identity;

import java.math.BigInteger;
import java.util.Set;

/**
 * Refuses public keys that can be nobody's. For eight points of the curve, those of small
 * order, signatures can be made without a private key; each has one of five values of y.
 * A y that is not below the field's prime would give one key two ids. Whether y belongs
 * to a point at all is for the arithmetic to say.
 */
final class PublicKeyCheck {

	/** The prime 2^255 - 19. */
	private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

	/** One of the two values of y of the points of order 8; the other is its negative. */
	private static final BigInteger ORDER_8 = new BigInteger(
			"7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

	private static final Set<BigInteger> SMALL_ORDER = Set.of(BigInteger.ZERO, BigInteger.ONE,
			PRIME.subtract(BigInteger.ONE), ORDER_8, PRIME.subtract(ORDER_8));

	private PublicKeyCheck() {
	}

	/**
	 * Says whether signatures of a key can mean anything.
	 * @param publicKey the 32 bytes of RFC 8032: y little-endian, the highest bit is the
	 * sign of x
	 */
	static boolean passes(byte[] publicKey) {
		byte[] bigEndian = new byte[publicKey.length];
		for (int i = 0; i < publicKey.length; i++) {
			bigEndian[i] = publicKey[publicKey.length - 1 - i];
		}
		BigInteger y = new BigInteger(1, bigEndian).clearBit(255);
		return y.compareTo(PRIME) < 0 && !SMALL_ORDER.contains(y);
	}

}
