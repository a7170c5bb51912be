package io.noise.spring.boot.actuate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Identity files with fresh keys, which only their owner may read.
 */
final class KeyFiles {

	private static final int ITERATIONS = 1_000;

	private KeyFiles() {
	}

	/**
	 * Writes a plain file.
	 * @return the seed in it
	 */
	static byte[] plain(Path file) throws Exception {
		PrivateKey key = key();
		write(file, "PRIVATE KEY", key.getEncoded());
		return seed(key);
	}

	/**
	 * Writes an encrypted file.
	 * @return the seed in it
	 */
	static byte[] encrypted(Path file, String password) throws Exception {
		PrivateKey key = key();
		write(file, "ENCRYPTED PRIVATE KEY", encrypt(key.getEncoded(), password));
		return seed(key);
	}

	private static PrivateKey key() throws GeneralSecurityException {
		return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
	}

	private static byte[] seed(PrivateKey key) {
		return ((EdECPrivateKey) key).getBytes().orElseThrow();
	}

	/** Encrypts as openssl does: PBES2 with PBKDF2 and AES in CBC mode. */
	private static byte[] encrypt(byte[] key, String password) throws Exception {
		byte[] salt = SecureRandom.getSeed(16);
		PBEKeySpec derivation = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, 256);
		byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(derivation).getEncoded();
		Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
		cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(derived, "AES"));
		PBES2Parameters parameters = new PBES2Parameters(
				new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2,
						new PBKDF2Params(salt, ITERATIONS,
								new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))),
				new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(cipher.getIV())));
		return new EncryptedPrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters),
				cipher.doFinal(key))
			.getEncoded();
	}

	private static void write(Path file, String type, byte[] der) throws IOException {
		String base64 = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(der);
		Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.write(file, ("-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n")
			.getBytes(StandardCharsets.US_ASCII));
	}

}
