package io.noise.session.secure;

/**
 * A handshake message or a record that is refused. Strangers cause it, so it carries no
 * stack trace. What refused it is unusable from then on.
 */
public final class HandshakeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * The kind of fault.
	 */
	public enum Fault {

		/** Too short to hold what belongs into it, or longer than Noise allows. */
		LENGTH,

		/** The tag is wrong: altered, out of order, or sealed with another key. */
		TAG,

		/** The other end sent this end's own ephemeral key. */
		REFLECTED_KEY,

		/** A public key of low order, with which every secret is the same. */
		LOW_ORDER_KEY,

		/** One key has sealed or opened all that it may, 2^64 - 1 messages. */
		NONCE_EXHAUSTED

	}

	private final Fault fault;

	private HandshakeException(Fault fault, String message) {
		super(message, null, false, false);
		this.fault = fault;
	}

	static HandshakeException tooShort(int bytes, int least) {
		return new HandshakeException(Fault.LENGTH, "message: " + bytes + " bytes (expected: at least " + least + ")");
	}

	static HandshakeException tooLong(int bytes, int most) {
		return new HandshakeException(Fault.LENGTH, "message: " + bytes + " bytes (expected: at most " + most + ")");
	}

	static HandshakeException wrongTag(long n) {
		return new HandshakeException(Fault.TAG, "message " + Long.toUnsignedString(n)
				+ ": wrong tag (expected: sealed with the key agreed on, unaltered and in order)");
	}

	static HandshakeException reflectedKey() {
		return new HandshakeException(Fault.REFLECTED_KEY,
				"remote ephemeral key: this end's own (expected: a key of the other end)");
	}

	static HandshakeException lowOrderKey() {
		return new HandshakeException(Fault.LOW_ORDER_KEY,
				"remote public key: of low order (expected: an honestly generated X25519 key)");
	}

	static HandshakeException nonceExhausted() {
		return new HandshakeException(Fault.NONCE_EXHAUSTED, "nonce: 2^64 - 1 (expected: below, a new session is due)");
	}

	/**
	 * The kind of fault.
	 * @return the kind of fault
	 */
	public Fault fault() {
		return this.fault;
	}

}
