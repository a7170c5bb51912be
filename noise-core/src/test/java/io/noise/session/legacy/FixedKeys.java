package io.noise.session.legacy;

import java.util.HexFormat;

import io.noise.session.LegacyOptions;
import io.noise.session.Session;

/**
 * Sessions whose keys are known beforehand, for recordings that hold them.
 */
public final class FixedKeys {

	private FixedKeys() {
	}

	/** A session that uses one private key, in hexadecimal, on all connections. */
	public static Session session(String seed, LegacyOptions options) {
		return new LegacySession(options, () -> handshake(seed));
	}

	/** A handshake with a private key. */
	public static EcdhHandshake handshake(String seed) {
		return EcdhHandshake.of(HexFormat.of().parseHex(seed), EcdhHandshake.SIGNED_TEXT);
	}

}
