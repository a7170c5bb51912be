package io.noise.protocol;

import io.noise.Peer;
import io.noise.Registration;
import io.noise.session.legacy.FooterSigner;
import io.noise.session.legacy.FooterVerifier;

/**
 * The signatures of Go noise v1.0: a footer of 68 bytes after each message, an Ed25519
 * signature of opcode and payload with its length before it. It tells that the holder of
 * a key wrote these bytes at some time, to somebody: signed messages can be replayed, on
 * any connection. Never give it the key of another kind of session. Needs BouncyCastle.
 */
public final class EddsaFooter {

	private final FooterSigner signer;

	private EddsaFooter(FooterSigner signer) {
		this.signer = signer;
	}

	/**
	 * Signatures with a key.
	 * @param seed the 32 bytes of an Ed25519 private key, the first half of the 64 that
	 * the original keeps; copied
	 * @return the signatures
	 * @throws IllegalStateException if the application has not got BouncyCastle
	 */
	public static EddsaFooter of(byte[] seed) {
		return new EddsaFooter(FooterSigner.of(seed));
	}

	/**
	 * The public half of the key, for the other end.
	 * @return what this node claims to be
	 */
	public ClaimedPeerId id() {
		return ClaimedPeerId.of(this.signer.publicKey());
	}

	/**
	 * Signs what is sent to a peer from now on.
	 * @param peer the peer, which must verify
	 * @return closing it ends that
	 */
	public Registration sign(Peer peer) {
		return peer.interceptors().encodeFooter(this.signer::sign);
	}

	/**
	 * Verifies what a peer sends from now on. What does not verify closes the peer.
	 * @param peer the peer, which must sign
	 * @param claimed the key that it claims
	 * @return closing it ends that
	 * @throws RuntimeException if no honest peer can have that key
	 * @throws IllegalStateException if the application has not got BouncyCastle
	 */
	public static Registration verify(Peer peer, ClaimedPeerId claimed) {
		return peer.interceptors().decodeFooter(FooterVerifier.of(claimed.toBytes())::verify);
	}

}
