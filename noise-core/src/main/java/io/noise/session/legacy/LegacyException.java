package io.noise.session.legacy;

/**
 * A peer whose handshake, frame or signature is refused. Strangers cause it, so it
 * carries no stack trace; its message holds no key.
 */
public final class LegacyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * The kind of fault.
	 */
	public enum Fault {

		/** A public key came back to the one who sent it: nobody is there but an echo. */
		ECHO,

		/**
		 * A public key is no point, has more than one encoding, or lies outside the group
		 * of prime order.
		 */
		UNSOUND_KEY,

		/** A signature is not one of the key and the bytes that it came with. */
		BAD_SIGNATURE,

		/** A handshake or an ack came after the one that counts. */
		REPEATED,

		/**
		 * A frame was not sealed with this key and counter, or was changed on its way.
		 */
		BAD_SEAL,

		/** An earlier frame failed, the counter has run out, or the cipher was closed. */
		ENDED

	}

	private final Fault fault;

	private LegacyException(Fault fault, String message) {
		super(message, null, false, false);
		this.fault = fault;
	}

	static LegacyException echo() {
		return new LegacyException(Fault.ECHO,
				"handshake public key: our own came back (expected: the key of another peer)");
	}

	static LegacyException unsoundKey(String what) {
		return new LegacyException(Fault.UNSOUND_KEY,
				what + ": refused (expected: the canonical encoding of an Ed25519 point of prime order)");
	}

	static LegacyException badSignature(String what) {
		return new LegacyException(Fault.BAD_SIGNATURE,
				what + ": does not verify (expected: a signature of these bytes by the peer's key)");
	}

	/**
	 * A handshake or an ack that came again.
	 * @param what a handshake or an ack
	 * @return what is to be thrown
	 */
	public static LegacyException repeated(String what) {
		return new LegacyException(Fault.REPEATED, what + ": a second one came (expected: one on a connection)");
	}

	static LegacyException badSeal(long counter, int length) {
		return new LegacyException(Fault.BAD_SEAL, "sealed frame " + Long.toUnsignedString(counter) + ": " + length
				+ " bytes that do not open (expected: sealed with the key of this connection and that counter)");
	}

	static LegacyException ended(String why) {
		return new LegacyException(Fault.ENDED, "frame cipher: " + why + " (expected: no frame after that)");
	}

	/**
	 * The kind of fault.
	 * @return the kind of fault
	 */
	public Fault fault() {
		return this.fault;
	}

}
