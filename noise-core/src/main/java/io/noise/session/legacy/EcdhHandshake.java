package io.noise.session.legacy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * One side of the ECDH handshake on one connection: makes a fresh key pair, says what to
 * send, and answers the other side's message with the secret that both now have.
 * <p>
 * Nobody is authenticated by this: whoever stands between two peers can run it with each
 * of them. What it does refuse beyond what the original refuses: its own key coming back,
 * keys outside the group of prime order, malleable signatures. No honest original sends
 * those.
 * <p>
 * Belongs to one thread at a time; {@link #agree} takes about a millisecond of it.
 * Closing wipes the private key.
 */
public final class EcdhHandshake implements AutoCloseable {

	/** The text that is signed unless both sides agree upon another. */
	public static final String SIGNED_TEXT = ".noise_handshake";

	private static final SecureRandom random = new SecureRandom();

	private final byte[] seed;

	private final byte[] signedText;

	private final HandshakeMessage message;

	private boolean closed;

	private EcdhHandshake(byte[] seed, String signedText) {
		this.seed = seed;
		this.signedText = signedText.getBytes(StandardCharsets.UTF_8);
		byte[] publicKey = Ed25519Keys.publicKey(seed);
		this.message = new HandshakeMessage(publicKey, Ed25519Keys.sign(seed, publicKey, this.signedText));
	}

	/**
	 * Starts a handshake with a new key pair.
	 * @param signedText what both sides sign, {@link #SIGNED_TEXT} where nothing else was
	 * agreed upon
	 * @return the handshake
	 * @throws IllegalStateException if BouncyCastle is missing
	 */
	public static EcdhHandshake start(String signedText) {
		byte[] seed = new byte[Ed25519Keys.SEED_BYTES];
		random.nextBytes(seed);
		return of(seed, signedText);
	}

	/** A handshake with a given private key, which it owns from here on and wipes. */
	static EcdhHandshake of(byte[] seed, String signedText) {
		BouncyCastle.require();
		return new EcdhHandshake(seed, signedText);
	}

	/**
	 * The message to send.
	 * @return the public key, signed by itself
	 */
	public HandshakeMessage message() {
		return this.message;
	}

	/**
	 * Judges the other side's message and agrees with it on a secret. Can be called once,
	 * since the private key is wiped with it, however it ends.
	 * @param theirs what the other side sent
	 * @return the secret, which the caller closes
	 * @throws LegacyException if the message is refused: {@code ECHO},
	 * {@code UNSOUND_KEY}, {@code BAD_SIGNATURE}
	 * @throws IllegalStateException if the handshake is over
	 */
	public SharedSecret agree(HandshakeMessage theirs) {
		if (this.closed) {
			throw new IllegalStateException("handshake: over (expected: one message of the other side)");
		}
		try {
			judge(theirs);
			return EdwardsLadder.multiply(this.seed, theirs.publicKey())
				.map(SharedSecret::of)
				.orElseThrow(() -> LegacyException.unsoundKey("handshake public key"));
		}
		finally {
			close();
		}
	}

	private void judge(HandshakeMessage theirs) {
		if (theirs.hasKeyOf(this.message)) {
			throw LegacyException.echo();
		}
		if (!theirs.isSound()) {
			throw LegacyException.unsoundKey("handshake public key");
		}
		if (!theirs.verifies(this.signedText)) {
			throw LegacyException.badSignature("handshake signature");
		}
	}

	@Override
	public void close() {
		this.closed = true;
		Arrays.fill(this.seed, (byte) 0);
	}

}
