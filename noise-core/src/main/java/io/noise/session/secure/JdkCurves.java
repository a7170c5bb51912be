package io.noise.session.secure;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;

import javax.crypto.KeyAgreement;

import io.noise.crypto.Jca;
import io.noise.identity.Curves;

/**
 * The arithmetic of the JDK. Keys are handed to it for one computation each; what it
 * copies stays in memory until it is collected.
 */
final class JdkCurves implements CurveArithmetic {

	static final CurveArithmetic INSTANCE = new JdkCurves("the JDK");

	/** Where no other is usable. */
	static final CurveArithmetic FALLBACK = new JdkCurves(
			"the JDK; with org.bouncycastle:bcprov-jdk18on on the class path, they take about a third of the CPU time");

	private static final String X25519 = NamedParameterSpec.X25519.getName();

	private static final byte[] BASE_POINT = Arrays.copyOf(new byte[] { 9 }, X25519KeyPair.DHLEN);

	private final String words;

	private JdkCurves(String words) {
		this.words = words;
	}

	@Override
	public byte[] publicKey(byte[] scalar) {
		return multiply(scalar, BASE_POINT);
	}

	@Override
	public byte[] multiply(byte[] scalar, byte[] u) {
		try {
			KeyFactory keys = Jca.keyFactory(X25519);
			KeyAgreement agreement = Jca.keyAgreement(X25519);
			agreement.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar)));
			agreement.doPhase(
					keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, littleEndianInteger(u))), true);
			return secret(agreement);
		}
		catch (InvalidKeyException | IllegalStateException ex) {
			// Both keys are well-formed: so a provider refuses an all-zero result.
			throw HandshakeException.lowOrderKey();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(X25519 + ": not in this Java runtime (expected: any JDK from 11 on)", ex);
		}
	}

	/** The shared secret, checked also where the provider does not. */
	private static byte[] secret(KeyAgreement agreement) {
		byte[] secret = agreement.generateSecret();
		if (MessageDigest.isEqual(secret, new byte[X25519KeyPair.DHLEN])) {
			throw HandshakeException.lowOrderKey();
		}
		return secret;
	}

	/** The u-coordinate; its highest bit is ignored, as section 5 of the RFC demands. */
	private static BigInteger littleEndianInteger(byte[] u) {
		byte[] reversed = new byte[u.length];
		for (int i = 0; i < u.length; i++) {
			reversed[i] = u[u.length - 1 - i];
		}
		reversed[0] &= 0x7f;
		return new BigInteger(1, reversed);
	}

	@Override
	public Curves curves() {
		return Curves.JDK;
	}

	@Override
	public String toString() {
		return this.words;
	}

}
