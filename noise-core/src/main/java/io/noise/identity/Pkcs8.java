package io.noise.identity;

import java.security.KeyPair;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * An Ed25519 private key in PKCS#8: what RFC 8410 writes into the structure of RFC 5958.
 *
 * <pre>
 * SEQUENCE
 *   INTEGER           version: 0, or 1 where a public key is attached
 *   SEQUENCE          algorithm: OBJECT IDENTIFIER 1.3.101.112, no parameters
 *   OCTET STRING      private key: an OCTET STRING of the 32 bytes of the seed
 *   [0]               attributes, if any: skipped
 *   [1]               public key, if any: a BIT STRING of 32 bytes
 * </pre>
 */
final class Pkcs8 {

	private static final String ED25519 = "1.3.101.112";

	private static final Map<String, String> OTHER_ALGORITHMS = Map.of("1.2.840.113549.1.1.1", "RSA",
			"1.2.840.113549.1.1.10", "RSASSA-PSS", "1.2.840.10045.2.1", "EC", "1.2.840.10040.4.1", "DSA",
			"1.2.840.113549.1.3.1", "DH", "1.3.101.110", "X25519", "1.3.101.111", "X448", "1.3.101.113", "Ed448");

	private static final int ATTRIBUTES = 0xa0;

	private static final int PUBLIC_KEY = 0x81;

	/** All that stands before the seed where nothing is attached. */
	private static final byte[] PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

	private Pkcs8() {
	}

	/**
	 * Reads a key.
	 * @param der the whole structure; not changed
	 */
	static KeyPair read(byte[] der) throws KeyFormatException {
		Der file = new Der(der);
		Der key = file.enter(Der.SEQUENCE, "private key");
		file.expectEnd("private key");
		int version = key.takeInteger("version");
		if (version > 1) {
			throw new KeyFormatException("version: " + version + " (expected: 0 or 1)");
		}
		readAlgorithm(key.enter(Der.SEQUENCE, "algorithm"));
		Der privateKey = key.enter(Der.OCTET_STRING, "private key");
		byte[] seed = privateKey.take(Der.OCTET_STRING, "private key");
		try {
			privateKey.expectEnd("private key");
			if (seed.length != Ed25519.SEED_BYTES) {
				throw new KeyFormatException(
						"private key: " + seed.length + " bytes (expected: " + Ed25519.SEED_BYTES + ")");
			}
			KeyPair pair = Ed25519.ofSeed(seed);
			readRest(key, pair);
			return pair;
		}
		finally {
			Arrays.fill(seed, (byte) 0);
		}
	}

	/**
	 * Writes a key.
	 * @param seed its 32 bytes; not changed
	 * @return the structure, for the caller to wipe
	 */
	static byte[] write(byte[] seed) {
		byte[] der = Arrays.copyOf(PREFIX, PREFIX.length + seed.length);
		System.arraycopy(seed, 0, der, PREFIX.length, seed.length);
		return der;
	}

	private static void readAlgorithm(Der algorithm) throws KeyFormatException {
		String identifier = algorithm.takeIdentifier("algorithm");
		if (!identifier.equals(ED25519)) {
			throw new KeyFormatException("a key for " + OTHER_ALGORITHMS.getOrDefault(identifier, identifier)
					+ " (expected: one for Ed25519, as openssl genpkey -algorithm ed25519 makes it)");
		}
		algorithm.expectEnd("algorithm");
	}

	private static void readRest(Der key, KeyPair pair) throws KeyFormatException {
		if (key.has(ATTRIBUTES)) {
			key.enter(ATTRIBUTES, "attributes");
		}
		if (key.has(PUBLIC_KEY)) {
			expectSame(key.take(PUBLIC_KEY, "public key"), NodeId.of(Ed25519.raw(pair.getPublic())));
		}
		key.expectEnd("private key");
	}

	/** A BIT STRING starts with the number of bits to ignore at its end. */
	private static void expectSame(byte[] bitString, NodeId id) throws KeyFormatException {
		if (bitString.length != 1 + NodeId.BYTES || bitString[0] != 0) {
			throw new KeyFormatException("public key: not " + NodeId.BYTES + " bytes");
		}
		NodeId attached = NodeId.of(Arrays.copyOfRange(bitString, 1, bitString.length));
		if (!attached.equals(id)) {
			throw new KeyFormatException(
					"public key: " + attached + ", which is not that of the private key (expected: " + id
							+ "); the file is damaged or was put together from two");
		}
	}

}
