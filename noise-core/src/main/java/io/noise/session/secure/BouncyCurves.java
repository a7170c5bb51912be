package io.noise.session.secure;

import java.security.MessageDigest;

import io.noise.crypto.FastCurves;
import io.noise.identity.Curves;

/**
 * The arithmetic of BouncyCastle, where there is a usable one.
 */
final class BouncyCurves implements CurveArithmetic {

	private static final byte[] ZERO = new byte[X25519KeyPair.DHLEN];

	private final FastCurves fast;

	BouncyCurves(FastCurves fast) {
		this.fast = fast;
	}

	@Override
	public byte[] publicKey(byte[] scalar) {
		return this.fast.publicKey(scalar);
	}

	@Override
	public byte[] multiply(byte[] scalar, byte[] u) {
		byte[] secret = this.fast.agree(scalar, u);
		if (MessageDigest.isEqual(secret, ZERO)) {
			throw HandshakeException.lowOrderKey();
		}
		return secret;
	}

	@Override
	public Curves curves() {
		return Curves.AUTO;
	}

	@Override
	public String toString() {
		return "BouncyCastle";
	}

}
