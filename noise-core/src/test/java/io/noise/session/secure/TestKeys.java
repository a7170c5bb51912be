package io.noise.session.secure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.noise.identity.Curves;
import io.noise.session.channel.Role;

/**
 * Keys that are the same in each run, and handshakes with them.
 */
final class TestKeys {

	static final byte[] PROLOGUE = "prologue".getBytes(StandardCharsets.US_ASCII);

	private static final CurveArithmetic CURVES = CurveArithmetic.of(Curves.AUTO);

	static final X25519KeyPair INITIATOR_STATIC = keyPair("initiator s");

	static final X25519KeyPair RESPONDER_STATIC = keyPair("responder s");

	private static final X25519KeyPair INITIATOR_EPHEMERAL = keyPair("initiator e");

	private static final X25519KeyPair RESPONDER_EPHEMERAL = keyPair("responder e");

	private TestKeys() {
	}

	/**
	 * 32 bytes that look random.
	 */
	static byte[] secret(String name) {
		return Hash.SHA256.hash(name.getBytes(StandardCharsets.US_ASCII));
	}

	static X25519KeyPair fresh() {
		return X25519KeyPair.generate(CURVES);
	}

	static X25519KeyPair of(byte[] privateKey) {
		return X25519KeyPair.of(CURVES, privateKey);
	}

	/** Returns a pair whose halves need not belong together. */
	static X25519KeyPair pair(byte[] privateKey, byte[] publicKey) {
		return new X25519KeyPair(CURVES, privateKey, publicKey);
	}

	static X25519KeyPair keyPair(String name) {
		return of(secret(name));
	}

	static Handshake initiator(Suite suite) {
		return handshake(Role.INITIATOR, suite, INITIATOR_STATIC);
	}

	static Handshake responder(Suite suite) {
		return handshake(Role.RESPONDER, suite, RESPONDER_STATIC);
	}

	/**
	 * An end with the usual ephemeral key of its role.
	 */
	static Handshake handshake(Role role, Suite suite, X25519KeyPair s) {
		boolean initiator = role == Role.INITIATOR;
		byte[] privateKey = secret(initiator ? "initiator e" : "responder e");
		byte[] publicKey = (initiator ? INITIATOR_EPHEMERAL : RESPONDER_EPHEMERAL).publicKey();
		return handshake(role, suite, s, pair(privateKey, publicKey));
	}

	static Handshake handshake(Role role, Suite suite, X25519KeyPair s, X25519KeyPair e) {
		return new Handshake(role, suite, Hash.SHA256, PROLOGUE, s, e);
	}

	/**
	 * The bytes of a number, so that records can be told apart.
	 */
	static byte[] bytes(long number) {
		return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
	}

}
