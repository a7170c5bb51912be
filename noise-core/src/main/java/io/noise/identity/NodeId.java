package io.noise.identity;

import java.util.Arrays;

/**
 * The id of a node: the 32 bytes of its Ed25519 public key (RFC 8032). It outlives
 * connections, addresses and, where the key is kept in a file, restarts.
 * <p>
 * As text it is unpadded lower-case base32 (RFC 4648), 52 characters. Ids sort by their
 * bytes, unsigned.
 */
public final class NodeId implements Comparable<NodeId> {

	/** Bytes of an id. */
	public static final int BYTES = 32;

	private static final int SHORT_TEXT_LENGTH = 10;

	private final byte[] publicKey;

	private NodeId(byte[] publicKey) {
		this.publicKey = publicKey;
	}

	/**
	 * The id of a public key.
	 * @param publicKey the 32 bytes of RFC 8032; copied
	 * @return the id
	 * @throws IllegalArgumentException if there are not 32 of them
	 */
	public static NodeId of(byte[] publicKey) {
		if (publicKey.length != BYTES) {
			throw new IllegalArgumentException(
					"node id: " + publicKey.length + " bytes (expected: " + BYTES + ", an Ed25519 public key)");
		}
		return new NodeId(publicKey.clone());
	}

	/**
	 * Reads what {@link #toString()} printed.
	 * @param text 52 characters of lower-case base32
	 * @return the id
	 * @throws IllegalArgumentException if the text is anything else
	 */
	public static NodeId parse(String text) {
		return new NodeId(Base32.decode(text, BYTES));
	}

	/**
	 * The public key.
	 * @return 32 bytes, a copy
	 */
	public byte[] bytes() {
		return this.publicKey.clone();
	}

	/**
	 * Says whether this node signed a message (Ed25519 of RFC 8032). Meant for what
	 * strangers send: anything wrong is a plain false. Refused are also ids that can be
	 * nobody's: bytes that are no point of the curve or not its only encoding, and the
	 * eight points of small order, for which signatures can be made without a private
	 * key. So an id that has verified a signature is one that somebody holds the key of.
	 * @param message what should have been signed
	 * @param signature what should be the signature, 64 bytes
	 * @return whether it is
	 */
	public boolean verify(byte[] message, byte[] signature) {
		return verify(message, signature, Curves.AUTO);
	}

	/**
	 * Says whether this node signed a message, as {@link #verify(byte[], byte[])} does.
	 * @param message what should have been signed
	 * @param signature what should be the signature, 64 bytes
	 * @param curves the arithmetic
	 * @return whether it is
	 */
	public boolean verify(byte[] message, byte[] signature, Curves curves) {
		return Ed25519.verify(this.publicKey, message, signature, curves);
	}

	/**
	 * The id cut short, for log statements.
	 * @return the first 10 characters of the text
	 */
	public String toShortString() {
		return toString().substring(0, SHORT_TEXT_LENGTH);
	}

	@Override
	public int compareTo(NodeId other) {
		return Arrays.compareUnsigned(this.publicKey, other.publicKey);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof NodeId id && Arrays.equals(this.publicKey, id.publicKey);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.publicKey);
	}

	@Override
	public String toString() {
		return Base32.encode(this.publicKey);
	}

}
