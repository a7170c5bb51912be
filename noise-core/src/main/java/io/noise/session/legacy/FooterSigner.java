package io.noise.session.legacy;

import io.noise.payload.PayloadWriter;

/**
 * Signs messages in their footer, as the original does where its S/Kademlia block is
 * given a signature scheme. The footer is the bytes of an Ed25519 signature, 4 + 64. What
 * is signed is opcode and payload and nothing else, so a signed message can be replayed
 * in any other connection. Never to be given the key of another kind of session.
 * <p>
 * Safe to use from several threads.
 */
public final class FooterSigner {

	private final byte[] seed;

	private final byte[] publicKey;

	private FooterSigner(byte[] seed) {
		this.seed = seed;
		this.publicKey = Ed25519Keys.publicKey(seed);
	}

	/**
	 * A signer with a key.
	 * @param seed the 32 bytes of an Ed25519 private key, the first half of the 64 that
	 * the original keeps; copied
	 * @return the signer
	 * @throws IllegalStateException if BouncyCastle is missing
	 */
	public static FooterSigner of(byte[] seed) {
		if (seed.length != Ed25519Keys.SEED_BYTES) {
			throw new IllegalArgumentException("private key: " + seed.length + " bytes (expected: "
					+ Ed25519Keys.SEED_BYTES + ", an Ed25519 seed)");
		}
		BouncyCastle.require();
		return new FooterSigner(seed.clone());
	}

	/**
	 * The public half of the key.
	 * @return 32 bytes, a copy
	 */
	public byte[] publicKey() {
		return this.publicKey.clone();
	}

	/**
	 * Signs a message.
	 * @param message opcode and payload
	 * @param out the footer, which the signature is added to
	 */
	public void sign(byte[] message, PayloadWriter out) {
		out.writeBytes(Ed25519Keys.sign(this.seed, this.publicKey, message));
	}

}
