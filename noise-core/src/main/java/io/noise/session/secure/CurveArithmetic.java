package io.noise.session.secure;

import io.noise.crypto.FastCurves;
import io.noise.identity.Curves;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;

/**
 * The computations of a handshake on elliptic curves: X25519 (RFC 7748) for its keys,
 * Ed25519 (RFC 8032) for its proofs. An implementation computes only; where keys come
 * from is not its business.
 * <p>
 * Any thread may use it but an event loop: each method takes a part of a millisecond.
 */
interface CurveArithmetic {

	/**
	 * Returns an arithmetic.
	 * @param curves which one
	 */
	static CurveArithmetic of(Curves curves) {
		if (curves == Curves.JDK) {
			return JdkCurves.INSTANCE;
		}
		FastCurves fast = FastCurves.usable();
		return (fast != null) ? new BouncyCurves(fast) : JdkCurves.FALLBACK;
	}

	/**
	 * Computes the public key of a private one.
	 * @param scalar the private key, 32 bytes
	 * @return 32 bytes
	 */
	byte[] publicKey(byte[] scalar);

	/**
	 * The function X25519.
	 * @param scalar a private key, 32 bytes
	 * @param u a public key, 32 bytes
	 * @return 32 bytes
	 * @throws HandshakeException if the public key is of low order
	 */
	byte[] multiply(byte[] scalar, byte[] u);

	/**
	 * The choice of curves that this arithmetic stands for, which is also that of its
	 * signatures.
	 */
	Curves curves();

	/**
	 * Signs with the key of a node.
	 * @param identity the key
	 * @param statement what is signed
	 * @return 64 bytes
	 */
	default byte[] sign(Identity identity, byte[] statement) {
		return identity.sign(statement, curves());
	}

	/**
	 * Whether a signature is that of a node.
	 * @param id the public key
	 * @param statement what was signed
	 * @param signature 64 bytes
	 */
	default boolean verify(NodeId id, byte[] statement, byte[] signature) {
		return id.verify(statement, signature, curves());
	}

}
