package io.noise.protocol;

import io.noise.session.LegacyOptions;
import io.noise.session.legacy.FixedKeys;

/**
 * Blocks whose keys are known beforehand, for recordings that hold them.
 */
public final class FixedBlocks {

	private FixedBlocks() {
	}

	/** A block that uses one private key, in hexadecimal, on all connections. */
	public static Ecdh ecdh(String seed, LegacyOptions options) {
		return new Ecdh(options, () -> FixedKeys.handshake(seed));
	}

	/** Both blocks of the original. */
	public static Protocol ecdhAndAead(String seed, LegacyOptions options) {
		Ecdh ecdh = ecdh(seed, options);
		return Protocol.of(ecdh, new Aead(ecdh));
	}

}
