package io.noise.session.legacy;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Ed25519 (RFC 8032) as this session uses it: private keys are seeds, and public keys
 * that allow more than one reading are refused before anything else is done with them.
 */
final class Ed25519Keys {

	/** Bytes of a private key. */
	static final int SEED_BYTES = 32;

	/** Bytes of a public key. */
	static final int PUBLIC_KEY_BYTES = 32;

	/** Bytes of a signature. */
	static final int SIGNATURE_BYTES = 64;

	private Ed25519Keys() {
	}

	static byte[] publicKey(byte[] seed) {
		byte[] publicKey = new byte[PUBLIC_KEY_BYTES];
		Ed25519.generatePublicKey(seed, 0, publicKey, 0);
		return publicKey;
	}

	/**
	 * Whether a public key is one that an honest peer can have: canonically encoded, not
	 * of small order, without a part of small order. The original asks for a point only.
	 */
	static boolean isSound(byte[] publicKey) {
		return Ed25519.validatePublicKeyFull(publicKey, 0);
	}

	/** Signs a message. From any thread. */
	static byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
		byte[] signature = new byte[SIGNATURE_BYTES];
		Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
		return signature;
	}

	/**
	 * Whether a signature is the key's. Stricter than the original, which also takes a
	 * signature with its second half increased by the order of the group.
	 */
	static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
		return Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
	}

}
