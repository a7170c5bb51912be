package io.noise.session.legacy;

import java.util.Arrays;

import io.noise.payload.PayloadException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;

/**
 * The handshake of the original: a public key, made for this connection, and a signature
 * by that very key. It proves nothing about who sent it. Immutable.
 *
 * <pre>
 * field       bytes   form
 * public key  4 + 32  u32 32, an Ed25519 public key
 * signature   4 + 64  u32 64, an Ed25519 signature of the agreed text
 * </pre>
 */
public final class HandshakeMessage {

	/** Bytes of the payload; with its opcode the body of the frame has one more. */
	public static final int BYTES = 2 * Integer.BYTES + Ed25519Keys.PUBLIC_KEY_BYTES + Ed25519Keys.SIGNATURE_BYTES;

	private final byte[] publicKey;

	private final byte[] signature;

	HandshakeMessage(byte[] publicKey, byte[] signature) {
		this.publicKey = publicKey;
		this.signature = signature;
	}

	/**
	 * Reads a payload that is a handshake and nothing else.
	 * @param in stands at the handshake
	 * @return the handshake, not yet verified
	 * @throws PayloadException if what is left to read is longer, shorter or not of this
	 * shape
	 */
	public static HandshakeMessage readAll(PayloadReader in) {
		if (in.remaining() != BYTES) {
			throw new PayloadException("handshake: " + in.remaining() + " bytes (expected: " + BYTES + ")");
		}
		return read(in);
	}

	/**
	 * Reads a handshake and leaves what follows it, such as a footer.
	 * @param in stands at the handshake
	 * @return the handshake, not yet verified
	 * @throws PayloadException if it is shorter or not of this shape
	 */
	public static HandshakeMessage read(PayloadReader in) {
		byte[] publicKey = FixedBytes.read(in, "handshake public key", Ed25519Keys.PUBLIC_KEY_BYTES);
		byte[] signature = FixedBytes.read(in, "handshake signature", Ed25519Keys.SIGNATURE_BYTES);
		return new HandshakeMessage(publicKey, signature);
	}

	/**
	 * Writes the handshake.
	 * @param out where to
	 */
	public void write(PayloadWriter out) {
		out.writeBytes(this.publicKey).writeBytes(this.signature);
	}

	boolean hasKeyOf(HandshakeMessage other) {
		return Arrays.equals(this.publicKey, other.publicKey);
	}

	boolean isSound() {
		return Ed25519Keys.isSound(this.publicKey);
	}

	boolean verifies(byte[] text) {
		return Ed25519Keys.verify(this.publicKey, text, this.signature);
	}

	byte[] publicKey() {
		return this.publicKey.clone();
	}

}
