package io.noise.protocol;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The public key that a peer of Go noise v1.0 says is its own. It is a claim, which
 * anybody can make: no {@code NodeId}, and nothing to decide by who may do what.
 * Immutable; equal if the bytes are.
 */
public final class ClaimedPeerId {

	/** Bytes of the key. */
	public static final int BYTES = 32;

	private final byte[] publicKey;

	private ClaimedPeerId(byte[] publicKey) {
		this.publicKey = publicKey;
	}

	/**
	 * The claim of a peer.
	 * @param publicKey 32 bytes of an Ed25519 public key, not checked further; copied
	 * @return the claim
	 */
	public static ClaimedPeerId of(byte[] publicKey) {
		if (publicKey.length != BYTES) {
			throw new IllegalArgumentException(
					"claimed public key: " + publicKey.length + " bytes (expected: " + BYTES + ")");
		}
		return new ClaimedPeerId(publicKey.clone());
	}

	/**
	 * The key.
	 * @return 32 bytes, a copy
	 */
	public byte[] toBytes() {
		return this.publicKey.clone();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ClaimedPeerId that && Arrays.equals(this.publicKey, that.publicKey);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.publicKey);
	}

	/**
	 * The claim as text that no {@code NodeId} looks like.
	 * @return {@code claimed:} and 64 hexadecimal digits
	 */
	@Override
	public String toString() {
		return "claimed:" + HexFormat.of().formatHex(this.publicKey);
	}

}
