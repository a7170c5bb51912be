package io.noise.identity;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

import io.noise.crypto.FastCurves;
import io.noise.crypto.Jca;

/**
 * Ed25519 as the JDK offers it (RFC 8032, without context or prehash), on raw keys. Every
 * call uses objects of its own, so that threads need no order.
 */
final class Ed25519 {

	/** Bytes of a private key. */
	static final int SEED_BYTES = 32;

	private static final int PUBLIC_KEY_BYTES = 32;

	private static final int SIGNATURE_BYTES = 64;

	private static final String NAME = "Ed25519";

	/**
	 * The bytes before the 32 of the key in the X.509 form of a public key (RFC 8410).
	 */
	private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

	private Ed25519() {
	}

	static KeyPair generate() {
		try {
			return Jca.keyPairGenerator(NAME).generateKeyPair();
		}
		catch (NoSuchAlgorithmException ex) {
			throw missing(ex);
		}
	}

	/**
	 * The key pair of a seed.
	 * @param seed 32 bytes; copied, the copy is wiped
	 */
	static KeyPair ofSeed(byte[] seed) {
		SeedRandom random = new SeedRandom(seed);
		try {
			KeyPairGenerator generator = Jca.keyPairGenerator(NAME);
			generator.initialize(NamedParameterSpec.ED25519, random);
			KeyPair pair = generator.generateKeyPair();
			if (!isPairOf(seed, pair)) {
				throw new IllegalStateException("Ed25519 key pair made by provider " + generator.getProvider()
						+ ": not that of the seed it was given");
			}
			return pair;
		}
		catch (GeneralSecurityException ex) {
			throw missing(ex);
		}
		finally {
			random.wipe();
		}
	}

	/** Checks what came out, since feeding a generator is no documented way. */
	private static boolean isPairOf(byte[] seed, KeyPair pair) {
		if (!(pair.getPrivate() instanceof EdECPrivateKey key)) {
			return false;
		}
		byte[] made = key.getBytes().orElseGet(() -> new byte[0]);
		boolean same = MessageDigest.isEqual(seed, made);
		Arrays.fill(made, (byte) 0);
		byte[] message = X509_PREFIX;
		return same && verify(raw(pair.getPublic()), message, sign(key, message));
	}

	/**
	 * The 32 bytes of a public key.
	 */
	static byte[] raw(PublicKey key) {
		byte[] encoded = key.getEncoded();
		return Arrays.copyOfRange(encoded, encoded.length - PUBLIC_KEY_BYTES, encoded.length);
	}

	/**
	 * Signs a message.
	 * @param publicKey the public key of the private one
	 */
	static byte[] sign(PrivateKey key, byte[] publicKey, byte[] message, Curves curves) {
		FastCurves fast = (curves == Curves.AUTO) ? FastCurves.usable() : null;
		byte[] seed = (fast != null && key instanceof EdECPrivateKey held) ? held.getBytes().orElse(null) : null;
		if (fast == null || seed == null) {
			return sign(key, message);
		}
		try {
			return fast.sign(seed, publicKey, message);
		}
		finally {
			Arrays.fill(seed, (byte) 0);
		}
	}

	private static byte[] sign(PrivateKey key, byte[] message) {
		try {
			Signature signature = Jca.signature(NAME);
			signature.initSign(key);
			signature.update(message);
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw missing(ex);
		}
	}

	/**
	 * Says whether a signature is that of a key. Never throws for what a stranger sent.
	 */
	static boolean verify(byte[] publicKey, byte[] message, byte[] signature, Curves curves) {
		// JDK 17 verifies a signature whatever follows it.
		if (signature.length != SIGNATURE_BYTES || !PublicKeyCheck.passes(publicKey)) {
			return false;
		}
		FastCurves fast = (curves == Curves.AUTO) ? FastCurves.usable() : null;
		return (fast != null) ? fast.verify(publicKey, message, signature) : verify(publicKey, message, signature);
	}

	private static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
		try {
			byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + publicKey.length);
			System.arraycopy(publicKey, 0, encoded, X509_PREFIX.length, publicKey.length);
			Signature verifier = Jca.signature(NAME);
			verifier.initVerify(Jca.keyFactory(NAME).generatePublic(new X509EncodedKeySpec(encoded)));
			verifier.update(message);
			return verifier.verify(signature);
		}
		catch (NoSuchAlgorithmException ex) {
			throw missing(ex);
		}
		catch (InvalidKeySpecException | InvalidKeyException | SignatureException ex) {
			return false;
		}
	}

	private static IllegalStateException missing(GeneralSecurityException ex) {
		return new IllegalStateException(
				"Ed25519: not usable in this Java runtime (expected: any JDK from 17 on, with its module jdk.crypto.ec)",
				ex);
	}

}
