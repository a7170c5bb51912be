package io.noise.session.legacy;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;

/**
 * Verifies the footers of a {@link FooterSigner}: that the holder of a key signed these
 * bytes at some time, to anybody. Safe to use from several threads.
 */
public final class FooterVerifier {

	private final byte[] publicKey;

	private FooterVerifier(byte[] publicKey) {
		this.publicKey = publicKey;
	}

	/**
	 * A verifier of one peer's messages.
	 * @param publicKey the key that the peer claims; copied
	 * @return the verifier
	 * @throws LegacyException {@code UNSOUND_KEY} if no honest peer can have that key
	 * @throws IllegalStateException if BouncyCastle is missing
	 */
	public static FooterVerifier of(byte[] publicKey) {
		BouncyCastle.require();
		if (publicKey.length != Ed25519Keys.PUBLIC_KEY_BYTES || !Ed25519Keys.isSound(publicKey)) {
			throw LegacyException.unsoundKey("public key of " + publicKey.length + " bytes");
		}
		return new FooterVerifier(publicKey.clone());
	}

	/**
	 * Reads the signature and verifies it.
	 * @param message opcode and payload
	 * @param in stands at the signature, and past it afterwards
	 * @throws PayloadException if no signature of 64 bytes is there
	 * @throws LegacyException {@code BAD_SIGNATURE} if it is not one of these bytes by
	 * this peer
	 */
	public void verify(byte[] message, PayloadReader in) {
		byte[] signature = FixedBytes.read(in, "signature footer", Ed25519Keys.SIGNATURE_BYTES);
		if (!Ed25519Keys.verify(this.publicKey, message, signature)) {
			throw LegacyException.badSignature("signature footer");
		}
	}

}
