package io.noise.session.legacy;

import io.noise.session.LegacyOptions;

/**
 * The ciphers of a connection's two directions. Closing wipes the keys.
 *
 * @param sealing for what this side sends
 * @param opening for what it receives
 */
public record FrameCiphers(SealingCipher sealing, OpeningCipher opening) implements AutoCloseable {

	/** Ends a handshake with the other side's message. Takes milliseconds. */
	static FrameCiphers agree(EcdhHandshake handshake, HandshakeMessage theirs, LegacyOptions options) {
		try (SharedSecret secret = handshake.agree(theirs)) {
			return derive(secret, options);
		}
	}

	/**
	 * The ciphers that a secret makes.
	 * @param secret what the handshake agreed upon; stays the caller's
	 * @param options what both ends were told
	 * @return ciphers that have neither sealed nor opened anything
	 */
	public static FrameCiphers derive(SharedSecret secret, LegacyOptions options) {
		try (FrameKey key = FrameKey.derive(secret, options)) {
			return new FrameCiphers(key.sealing(), key.opening());
		}
	}

	@Override
	public void close() {
		this.sealing.close();
		this.opening.close();
	}

	@Override
	public String toString() {
		return "FrameCiphers";
	}

}
