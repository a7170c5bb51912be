package io.noise.identity;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;

import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

import io.noise.crypto.Jca;

/**
 * Decrypts a private key that a password protects: PKCS#8 with PBES2 (RFC 8018), PBKDF2
 * and AES in CBC mode, as {@code openssl pkcs8 -topk8 -v2 aes256} writes it. The JDK has
 * a class for this structure, but that of JDK 17 says {@code PBES2} where the name of a
 * factory is wanted, and knows no AES with 192 bits.
 *
 * <pre>
 * SEQUENCE
 *   SEQUENCE              algorithm
 *     OBJECT IDENTIFIER   PBES2
 *     SEQUENCE
 *       SEQUENCE          PBKDF2: salt, iterations, length of the key, if any, PRF, if not HMAC with SHA-1
 *       SEQUENCE          AES: initialization vector of 16 bytes
 *   OCTET STRING          the encrypted key
 * </pre>
 */
final class Pbes2 {

	/** The work that a file may cost, about ten seconds; openssl writes 2048. */
	private static final int MAX_ITERATIONS = 10_000_000;

	private static final int IV_BYTES = 16;

	private static final String PBES2 = "1.2.840.113549.1.5.13";

	private static final String PBKDF2 = "1.2.840.113549.1.5.12";

	private static final String DEFAULT_PRF = "1.2.840.113549.2.7";

	private static final Map<String, String> KEY_FACTORIES = Map.of(DEFAULT_PRF, "PBKDF2WithHmacSHA1",
			"1.2.840.113549.2.8", "PBKDF2WithHmacSHA224", "1.2.840.113549.2.9", "PBKDF2WithHmacSHA256",
			"1.2.840.113549.2.10", "PBKDF2WithHmacSHA384", "1.2.840.113549.2.11", "PBKDF2WithHmacSHA512");

	/** Bytes of the key of AES in CBC mode. */
	private static final Map<String, Integer> CIPHERS = Map.of("2.16.840.1.101.3.4.1.2", 16, "2.16.840.1.101.3.4.1.22",
			24, "2.16.840.1.101.3.4.1.42", 32);

	private final String keyFactory;

	private final byte[] salt;

	private final int iterations;

	private final int keyBytes;

	private final byte[] iv;

	private Pbes2(Der kdf, Der encryption) throws KeyFormatException {
		String cipher = encryption.takeIdentifier("cipher");
		this.keyBytes = lookUp(CIPHERS, cipher, "cipher", "AES in CBC mode");
		this.iv = encryption.take(Der.OCTET_STRING, "initialization vector");
		if (this.iv.length != IV_BYTES) {
			throw new KeyFormatException(
					"initialization vector: " + this.iv.length + " bytes (expected: " + IV_BYTES + ")");
		}
		expect(PBKDF2, kdf.takeIdentifier("key derivation"), "key derivation", "PBKDF2");
		Der parameters = kdf.enter(Der.SEQUENCE, "key derivation");
		this.salt = parameters.take(Der.OCTET_STRING, "salt");
		this.iterations = parameters.takeInteger("iterations");
		if (this.iterations < 1 || this.iterations > MAX_ITERATIONS || this.salt.length == 0) {
			throw new KeyFormatException("key derivation: " + this.iterations + " iterations with a salt of "
					+ this.salt.length + " bytes (expected: 1 to " + MAX_ITERATIONS + " with a salt)");
		}
		if (parameters.has(Der.INTEGER) && parameters.takeInteger("key length") != this.keyBytes) {
			throw new KeyFormatException("key length: not that of the cipher (expected: " + this.keyBytes + ")");
		}
		String prf = parameters.has(Der.SEQUENCE) ? parameters.enter(Der.SEQUENCE, "PRF").takeIdentifier("PRF")
				: DEFAULT_PRF;
		this.keyFactory = lookUp(KEY_FACTORIES, prf, "PRF", "HMAC with SHA-1 or SHA-2");
	}

	/**
	 * Decrypts a key.
	 * @param der the whole structure; not changed
	 * @param password not changed
	 * @return the key in its plain PKCS#8 form, for the caller to wipe
	 */
	static byte[] decrypt(byte[] der, char[] password) throws KeyFormatException {
		Der file = new Der(der);
		Der outer = file.enter(Der.SEQUENCE, "encrypted key");
		file.expectEnd("encrypted key");
		Der algorithm = outer.enter(Der.SEQUENCE, "encryption");
		expect(PBES2, algorithm.takeIdentifier("encryption"), "encryption", "PBES2");
		Der parameters = algorithm.enter(Der.SEQUENCE, "encryption");
		Pbes2 encryption = new Pbes2(parameters.enter(Der.SEQUENCE, "key derivation"),
				parameters.enter(Der.SEQUENCE, "cipher"));
		byte[] encrypted = outer.take(Der.OCTET_STRING, "encrypted key");
		outer.expectEnd("encrypted key");
		if (encrypted.length == 0 || encrypted.length % IV_BYTES != 0) {
			throw new KeyFormatException(
					"encrypted key: " + encrypted.length + " bytes (expected: a multiple of " + IV_BYTES + ")");
		}
		byte[] plain = encryption.decryptBlocks(encrypted, password);
		expectKey(plain);
		return plain;
	}

	private byte[] decryptBlocks(byte[] encrypted, char[] password) throws KeyFormatException {
		PBEKeySpec spec = new PBEKeySpec(password, this.salt, this.iterations, this.keyBytes * Byte.SIZE);
		try {
			byte[] key = Jca.secretKeyFactory(this.keyFactory).generateSecret(spec).getEncoded();
			Cipher cipher = Jca.cipher("AES/CBC/PKCS5Padding", null);
			cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(this.iv));
			Arrays.fill(key, (byte) 0);
			return cipher.doFinal(encrypted);
		}
		catch (BadPaddingException ex) {
			throw wrongPassword();
		}
		catch (GeneralSecurityException ex) {
			throw new KeyFormatException(
					"encrypted with " + this.keyFactory + " and AES, which this Java runtime lacks", ex);
		}
		finally {
			spec.clearPassword();
		}
	}

	/** One wrong password in 256 gives a padding that looks right, but not a key. */
	private static void expectKey(byte[] plain) throws KeyFormatException {
		Der content = new Der(plain);
		try {
			content.enter(Der.SEQUENCE, "private key");
			content.expectEnd("private key");
		}
		catch (KeyFormatException ex) {
			Arrays.fill(plain, (byte) 0);
			throw wrongPassword();
		}
	}

	private static KeyFormatException wrongPassword() {
		return new KeyFormatException("cannot be decrypted: the password is wrong, or the file is damaged");
	}

	private static void expect(String expected, String found, String field, String name) throws KeyFormatException {
		lookUp(Map.of(expected, name), found, field, name);
	}

	private static <T> T lookUp(Map<String, T> known, String identifier, String field, String expected)
			throws KeyFormatException {
		T value = known.get(identifier);
		if (value == null) {
			throw new KeyFormatException(field + ": " + identifier + ", which is not supported (expected: " + expected
					+ ", as openssl pkcs8 -topk8 -v2 aes256 writes it)");
		}
		return value;
	}

}
