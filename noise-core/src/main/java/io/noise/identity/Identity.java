package io.noise.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;

/**
 * A node's Ed25519 key pair (RFC 8032), made by the JDK. No session proves an identity
 * yet, so the private half is dropped as soon as the id is known.
 */
public final class Identity {

	private final NodeId id;

	private Identity(KeyPair keys) {
		// The X.509 form of an Ed25519 key ends with its 32 bytes (RFC 8410).
		byte[] encoded = keys.getPublic().getEncoded();
		this.id = NodeId.of(Arrays.copyOfRange(encoded, encoded.length - NodeId.BYTES, encoded.length));
	}

	/**
	 * Makes a fresh identity.
	 * @return the new identity
	 */
	public static Identity generate() {
		try {
			return new Identity(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Ed25519: not in this Java runtime (expected: any JDK from 15 on)", ex);
		}
	}

	/**
	 * The public half.
	 * @return the id that others know the node by
	 */
	public NodeId id() {
		return this.id;
	}

	@Override
	public String toString() {
		return "Identity[" + this.id.toShortString() + "]";
	}

}
