package io.noise.crypto;

import java.security.MessageDigest;
import java.util.HexFormat;

import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * X25519 (RFC 7748) and Ed25519 (RFC 8032) by BouncyCastle's lightweight classes, which
 * compute several times as fast as the JDK's. They are used only where a BouncyCastle is
 * there that passes one vector for each operation: old ones and those of other editions
 * carry classes of the same names.
 * <p>
 * Any thread may use it but an event loop: each method takes about 0.1 ms.
 */
public final class FastCurves {

	private static final Logger logger = LoggerFactory.getLogger(FastCurves.class);

	private static final int KEY_BYTES = 32;

	private static final int SIGNATURE_BYTES = 64;

	/** Looks for it once, when it is first asked for. */
	private static final class Found {

		private static final @Nullable FastCurves found = find();

	}

	private FastCurves() {
	}

	/**
	 * Returns it where a usable BouncyCastle is there.
	 * @return null if there is none
	 */
	public static @Nullable FastCurves usable() {
		return Found.found;
	}

	private static @Nullable FastCurves find() {
		if (!isThere()) {
			return null;
		}
		try {
			FastCurves found = new FastCurves();
			found.check();
			return found;
		}
		catch (LinkageError | RuntimeException ex) {
			logger.warn(
					"BouncyCastle {} does not compute on curves as it should, so the JDK does, more slowly: {}. "
							+ "Use a current org.bouncycastle:bcprov-jdk18on, or say so with noise.secure.curves=jdk",
					version(), ex.toString());
			return null;
		}
	}

	private static boolean isThere() {
		try {
			Class.forName("org.bouncycastle.math.ec.rfc7748.X25519", false, FastCurves.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	private static String version() {
		String version = X25519.class.getPackage().getImplementationVersion();
		return (version != null) ? version : "of unknown version";
	}

	/**
	 * Computes one vector for each operation: RFC 7748, 6.1, and RFC 8032, 7.1, test 2.
	 */
	private void check() {
		HexFormat hex = HexFormat.of();
		byte[] alice = hex.parseHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
		byte[] bobsPublicKey = hex.parseHex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
		expect("public key", publicKey(alice), "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
		expect("agreement", agree(alice, bobsPublicKey),
				"4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
		byte[] seed = hex.parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
		byte[] id = hex.parseHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
		byte[] message = { 0x72 };
		byte[] signature = sign(seed, id, message);
		expect("signature", signature, "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
				+ "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
		boolean good = verify(id, message, signature);
		signature[0] ^= 1;
		if (!good || verify(id, message, signature)) {
			throw new IllegalStateException("verification: wrong");
		}
	}

	private static void expect(String what, byte[] computed, String expected) {
		if (!MessageDigest.isEqual(computed, HexFormat.of().parseHex(expected))) {
			throw new IllegalStateException(what + ": wrong");
		}
	}

	/**
	 * Computes the public key of X25519.
	 * @param scalar the private key, 32 bytes
	 * @return 32 bytes
	 */
	public byte[] publicKey(byte[] scalar) {
		byte[] result = new byte[KEY_BYTES];
		X25519.scalarMultBase(scalar, 0, result, 0);
		return result;
	}

	/**
	 * Computes the function X25519.
	 * @param scalar a private key, 32 bytes
	 * @param u a public key, 32 bytes, any
	 * @return 32 bytes, all zero for a public key of low order
	 */
	public byte[] agree(byte[] scalar, byte[] u) {
		byte[] result = new byte[KEY_BYTES];
		X25519.calculateAgreement(scalar, 0, u, 0, result, 0);
		return result;
	}

	/**
	 * Signs by Ed25519.
	 * @param seed the private key, 32 bytes
	 * @param publicKey its public key
	 * @param message of any length
	 * @return 64 bytes
	 */
	public byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
		byte[] signature = new byte[SIGNATURE_BYTES];
		Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
		return signature;
	}

	/**
	 * Verifies by Ed25519.
	 * @param publicKey 32 bytes, any
	 * @param message of any length
	 * @param signature 64 bytes, any
	 * @return whether it is that of the key
	 */
	public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
		return Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
	}

}
