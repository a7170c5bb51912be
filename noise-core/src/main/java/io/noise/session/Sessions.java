package io.noise.session;

import io.noise.identity.Identity;
import io.noise.session.legacy.LegacySession;
import io.noise.session.plain.PlainSession;
import io.noise.session.secure.SecureSession;
import io.noise.session.secure.Suite;

/**
 * The kinds of session.
 */
public final class Sessions {

	private Sessions() {
	}

	/**
	 * Makes a session that encrypts and in which each end proves who it is:
	 * Noise_XX_25519_AESGCM_SHA256.
	 * @param identity who this end is
	 * @return the session
	 */
	public static Session secure(Identity identity) {
		return secure(identity, SecureOptions.defaults());
	}

	/**
	 * Makes one as {@link #secure(Identity)} does, with options.
	 * @param identity who this end is
	 * @param options what else to agree on
	 * @return the session
	 * @throws IllegalArgumentException if the options name a provider that is not
	 * installed, or has not got the ciphers
	 */
	public static Session secure(Identity identity, SecureOptions options) {
		return new SecureSession(identity, options.suites().stream().map(Sessions::suite).toList(), options.network(),
				options.provider(), options.curves());
	}

	private static Suite suite(SecureOptions.Suite suite) {
		return switch (suite) {
			case AESGCM -> Suite.AESGCM;
			case CHACHAPOLY -> Suite.CHACHAPOLY;
		};
	}

	/**
	 * Makes the session that nodes of Go noise v1.0 speak that run its ECDH and AEAD
	 * blocks, with their default options. Protects nothing from anybody who can see or
	 * touch the network, and proves no identity: for networks of such nodes only.
	 * @return the session
	 * @throws IllegalStateException if the application has not got BouncyCastle
	 */
	public static Session legacy() {
		return legacy(LegacyOptions.defaults());
	}

	/**
	 * Makes one as {@link #legacy()} does, with options.
	 * @param options what both ends were told
	 * @return the session
	 * @throws IllegalStateException if the application has not got BouncyCastle
	 */
	public static Session legacy(LegacyOptions options) {
		return new LegacySession(options);
	}

	/**
	 * Makes a session of the frames of Go noise v1.0 and nothing else: no encryption, no
	 * identity. For trusted links and tests.
	 * @return the session
	 */
	public static Session plain() {
		return new PlainSession();
	}

}
