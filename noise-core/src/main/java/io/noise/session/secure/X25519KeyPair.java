package io.noise.session.secure;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;

import javax.crypto.KeyAgreement;

import io.noise.crypto.Jca;

/**
 * An X25519 key pair (RFC 7748) as raw bytes, and the DH functions of section 12.1 of the
 * Noise specification. The arithmetic is the JDK's; keys are handed to it for one
 * computation each, so that the only lasting copy of the private key is the one here.
 * <p>
 * Safe to use from several threads until it is destroyed. One computation takes about 0.3
 * ms: not for event loops.
 */
final class X25519KeyPair {

	/** DHLEN: bytes of a private key, of a public key and of a shared secret. */
	static final int DHLEN = 32;

	private static final String X25519 = NamedParameterSpec.X25519.getName();

	private static final byte[] BASE_POINT = Arrays.copyOf(new byte[] { 9 }, DHLEN);

	private final byte[] privateKey;

	private final byte[] publicKey;

	private volatile boolean destroyed;

	/**
	 * A pair of given halves: for {@link #of}, and for tests that lie about the public
	 * one.
	 */
	X25519KeyPair(byte[] privateKey, byte[] publicKey) {
		this.privateKey = privateKey.clone();
		this.publicKey = publicKey.clone();
	}

	/**
	 * GENERATE_KEYPAIR().
	 * @return a fresh pair
	 */
	static X25519KeyPair generate() {
		byte[] privateKey = new byte[DHLEN];
		new SecureRandom().nextBytes(privateKey);
		try {
			return of(privateKey);
		}
		finally {
			Secrets.wipe(privateKey);
		}
	}

	/**
	 * The pair of a private key.
	 * @param privateKey 32 bytes, any; copied
	 * @return the pair
	 */
	static X25519KeyPair of(byte[] privateKey) {
		if (privateKey.length != DHLEN) {
			throw new IllegalArgumentException(
					"X25519 private key: " + privateKey.length + " bytes (expected: " + DHLEN + ")");
		}
		return new X25519KeyPair(privateKey, multiply(privateKey, BASE_POINT));
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
		return multiply(this.privateKey, remotePublicKey);
	}

	/**
	 * Overwrites the private key. What the JDK copied stays in memory until it is
	 * collected.
	 */
	void destroy() {
		this.destroyed = true;
		Secrets.wipe(this.privateKey);
	}

	/** The function X25519 of RFC 7748. */
	static byte[] multiply(byte[] scalar, byte[] u) {
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
		if (MessageDigest.isEqual(secret, new byte[DHLEN])) {
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
	public String toString() {
		return "X25519KeyPair";
	}

}
