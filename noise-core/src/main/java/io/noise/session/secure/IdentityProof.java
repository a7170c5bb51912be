package io.noise.session.secure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;

/**
 * The proof of who an end is: the payload of handshake messages 2 and 3.
 *
 * <pre>
 * node id    32   Ed25519 public key
 * signature  64   of 00 | "noise-java secure v1" | role | h 32 | static X25519 key 32
 * </pre>
 *
 * The role is 01 for the initiator and 02 for the responder; h is the handshake hash
 * before the message that carries the proof. So a proof is good for one end of one
 * handshake with one static key, and nothing that an application signs is a proof.
 */
final class IdentityProof {

	/** Bytes of a proof. */
	static final int BYTES = 96;

	private static final byte[] CONTEXT = "\0noise-java secure v1".getBytes(StandardCharsets.US_ASCII);

	private IdentityProof() {
	}

	static byte[] make(CurveArithmetic curves, Identity identity, Role role, byte[] hash, byte[] staticKey) {
		byte[] proof = Arrays.copyOf(identity.id().bytes(), BYTES);
		byte[] signature = curves.sign(identity, statement(role, hash, staticKey));
		System.arraycopy(signature, 0, proof, NodeId.BYTES, signature.length);
		return proof;
	}

	/**
	 * Checks a proof.
	 * @return who gave it
	 * @throws SessionException if it is none
	 */
	static NodeId check(CurveArithmetic curves, byte[] proof, Role role, byte[] hash, byte[] staticKey) {
		if (proof.length != BYTES) {
			throw new SessionException(Fault.HANDSHAKE,
					"identity proof: " + proof.length + " bytes (expected: " + BYTES + ")");
		}
		NodeId id = NodeId.of(Arrays.copyOf(proof, NodeId.BYTES));
		byte[] signature = Arrays.copyOfRange(proof, NodeId.BYTES, BYTES);
		if (!curves.verify(id, statement(role, hash, staticKey), signature)) {
			throw new SessionException(Fault.HANDSHAKE, "identity proof of " + id.toShortString()
					+ ": the signature is not that key's (expected: one over this very handshake)");
		}
		return id;
	}

	private static byte[] statement(Role role, byte[] hash, byte[] staticKey) {
		byte[] statement = Arrays.copyOf(CONTEXT, CONTEXT.length + 1 + hash.length + staticKey.length);
		int at = CONTEXT.length;
		statement[at++] = (byte) ((role == Role.INITIATOR) ? 1 : 2);
		System.arraycopy(hash, 0, statement, at, hash.length);
		System.arraycopy(staticKey, 0, statement, at + hash.length, staticKey.length);
		return statement;
	}

}
