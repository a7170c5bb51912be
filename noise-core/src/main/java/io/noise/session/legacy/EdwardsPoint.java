package io.noise.session.legacy;

import java.util.Optional;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * A point of the curve of Ed25519 (RFC 8032, section 5.1), which changes in place. It is
 * kept as X, Y, Z, T with x = X/Z, y = Y/Z and xy = T/Z; the addition law for these
 * (Hisil, Wong, Carter and Dawson 2008, section 3.1) holds for any two points, equal ones
 * and the neutral one included, so it needs no branch.
 * <p>
 * Constant-time but for {@link #decode}, whose input is public. Every sum and difference
 * is carried before it is multiplied, which keeps the limbs within what the
 * multiplication allows.
 */
final class EdwardsPoint {

	/** Bytes of an encoded point: y, little-endian, the sign of x in the top bit. */
	static final int BYTES = 32;

	private static final int SIGN_BYTE = BYTES - 1;

	/** The curve is -x² + y² = 1 + dx²y², with d = -121665/121666. */
	private static final int[] d = curveConstant();

	private static final int[] twiceD = doubled(d);

	private final int[] x = X25519Field.create();

	private final int[] y = X25519Field.create();

	private final int[] z = X25519Field.create();

	private final int[] t = X25519Field.create();

	// What an addition has in between, by the names of the paper; its D is in g first.

	private final int[] a = X25519Field.create();

	private final int[] b = X25519Field.create();

	private final int[] c = X25519Field.create();

	private final int[] e = X25519Field.create();

	private final int[] f = X25519Field.create();

	private final int[] g = X25519Field.create();

	private final int[] h = X25519Field.create();

	/** The neutral element. */
	EdwardsPoint() {
		X25519Field.one(this.y);
		X25519Field.one(this.z);
	}

	/**
	 * Reads a point as the original does: a y of 2^255-19 or more is reduced, and an x of
	 * zero may have either sign.
	 * @param encoded 32 bytes
	 * @return the point, empty if the curve has none with that y
	 */
	static Optional<EdwardsPoint> decode(byte[] encoded) {
		byte[] bytes = encoded.clone();
		int sign = (bytes[SIGN_BYTE] & 0x80) >>> 7;
		bytes[SIGN_BYTE] &= 0x7f;
		EdwardsPoint point = new EdwardsPoint();
		X25519Field.decode255(bytes, point.y);
		if (!point.recoverX(sign)) {
			return Optional.empty();
		}
		X25519Field.mul(point.x, point.y, point.t);
		return Optional.of(point);
	}

	/** Solves x² = (y² - 1) / (dy² + 1). */
	private boolean recoverX(int sign) {
		int[] numerator = X25519Field.create();
		int[] denominator = X25519Field.create();
		X25519Field.sqr(this.y, numerator);
		X25519Field.mul(numerator, d, denominator);
		X25519Field.subOne(numerator);
		X25519Field.addOne(denominator);
		X25519Field.carry(numerator);
		X25519Field.carry(denominator);
		if (!X25519Field.sqrtRatioVar(numerator, denominator, this.x)) {
			return false;
		}
		X25519Field.normalize(this.x);
		X25519Field.cnegate(sign ^ (this.x[0] & 1), this.x);
		X25519Field.carry(this.x);
		return true;
	}

	/**
	 * Writes the point.
	 * @return its canonical encoding, 32 bytes
	 */
	byte[] encode() {
		int[] inverse = X25519Field.create();
		int[] affineX = X25519Field.create();
		int[] affineY = X25519Field.create();
		X25519Field.inv(this.z, inverse);
		X25519Field.mul(this.x, inverse, affineX);
		X25519Field.mul(this.y, inverse, affineY);
		X25519Field.normalize(affineX);
		X25519Field.normalize(affineY);
		byte[] encoded = new byte[BYTES];
		X25519Field.encode(affineY, encoded);
		encoded[SIGN_BYTE] |= (byte) ((affineX[0] & 1) << 7);
		return encoded;
	}

	/**
	 * Adds a point to this one.
	 * @param other any point, this one included
	 */
	void add(EdwardsPoint other) {
		difference(this.y, this.x, this.a);
		difference(other.y, other.x, this.e);
		X25519Field.mul(this.a, this.e, this.a);
		sum(this.y, this.x, this.b);
		sum(other.y, other.x, this.e);
		X25519Field.mul(this.b, this.e, this.b);
		X25519Field.mul(this.t, other.t, this.c);
		X25519Field.mul(this.c, twiceD, this.c);
		X25519Field.mul(this.z, other.z, this.g);
		sum(this.g, this.g, this.g);
		difference(this.b, this.a, this.e);
		difference(this.g, this.c, this.f);
		sum(this.g, this.c, this.g);
		sum(this.b, this.a, this.h);
		X25519Field.mul(this.e, this.f, this.x);
		X25519Field.mul(this.g, this.h, this.y);
		X25519Field.mul(this.f, this.g, this.z);
		X25519Field.mul(this.e, this.h, this.t);
	}

	/**
	 * Swaps two points or leaves them, in the same time.
	 * @param bit 1 to swap, 0 not to
	 * @param a one point
	 * @param b another
	 */
	static void swap(int bit, EdwardsPoint a, EdwardsPoint b) {
		X25519Field.cswap(bit, a.x, b.x);
		X25519Field.cswap(bit, a.y, b.y);
		X25519Field.cswap(bit, a.z, b.z);
		X25519Field.cswap(bit, a.t, b.t);
	}

	private static void sum(int[] a, int[] b, int[] sum) {
		X25519Field.add(a, b, sum);
		X25519Field.carry(sum);
	}

	private static void difference(int[] a, int[] b, int[] difference) {
		X25519Field.sub(a, b, difference);
		X25519Field.carry(difference);
	}

	private static int[] curveConstant() {
		int[] numerator = X25519Field.create();
		int[] denominator = X25519Field.create();
		int[] one = X25519Field.create();
		X25519Field.one(one);
		X25519Field.mul(one, -121665, numerator);
		X25519Field.mul(one, 121666, denominator);
		X25519Field.inv(denominator, denominator);
		int[] quotient = X25519Field.create();
		X25519Field.mul(numerator, denominator, quotient);
		return quotient;
	}

	private static int[] doubled(int[] a) {
		int[] doubled = X25519Field.create();
		sum(a, a, doubled);
		return doubled;
	}

}
