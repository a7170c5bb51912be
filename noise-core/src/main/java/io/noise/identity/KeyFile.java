package io.noise.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the key pair of a file. Links are followed, since that is how Kubernetes mounts
 * secrets; the file at their end is the one that is judged.
 */
final class KeyFile {

	private static final Logger logger = LoggerFactory.getLogger(KeyFile.class);

	/** A key has about 120 bytes, an encrypted one 400. */
	private static final int MAX_BYTES = 64 * 1024;

	private KeyFile() {
	}

	/**
	 * Loads a key pair.
	 * @param password that of an encrypted file, or null; not changed
	 */
	static KeyPair load(Path path, char @Nullable [] password, Identity.Permissions permissions) {
		Path file = PrivateFile.path(path, "identity file");
		byte[] content = content(file, permissions);
		try {
			return read("identity file " + file, KeyPem.parse(content), password);
		}
		catch (KeyFormatException ex) {
			throw new IdentityException("identity file " + file + ": " + ex.getMessage(), ex);
		}
		finally {
			Arrays.fill(content, (byte) 0);
		}
	}

	/**
	 * Reads the key pair of a text.
	 * @param password that of an encrypted key, or null; not changed
	 */
	static KeyPair parse(String text, char @Nullable [] password) {
		try {
			return read("identity text", KeyText.parse(text), password);
		}
		catch (KeyFormatException ex) {
			throw new IdentityException("identity text: " + ex.getMessage(), ex);
		}
	}

	private static KeyPair read(String what, KeyPem pem, char @Nullable [] password) throws KeyFormatException {
		byte[] der = pem.der();
		byte[] plain = der;
		try {
			if (pem.isEncrypted()) {
				if (password == null) {
					throw new KeyFormatException("encrypted, and no password is given (expected: its password)");
				}
				plain = Pbes2.decrypt(der, password);
			}
			else if (password != null) {
				logger.warn("{}: not encrypted, the password given for it is not needed", what);
			}
			return Pkcs8.read(plain);
		}
		finally {
			Arrays.fill(der, (byte) 0);
			Arrays.fill(plain, (byte) 0);
		}
	}

	private static byte[] content(Path file, Identity.Permissions permissions) {
		try {
			Path target = file.toRealPath();
			if (!Files.isRegularFile(target)) {
				throw new IdentityException("identity file " + file + ": "
						+ (Files.isDirectory(target) ? "a directory" : "not a regular file") + " (expected: a file)");
			}
			KeyFileAccess.judge(file, target, permissions);
			return bytes(file, target);
		}
		catch (NoSuchFileException ex) {
			throw new IdentityException("identity file " + file + ": "
					+ (Files.isSymbolicLink(file) ? "a link to a file that is missing" : "missing")
					+ " (expected: a private key, made by: openssl genpkey -algorithm ed25519 -out " + file + ")", ex);
		}
		catch (AccessDeniedException ex) {
			throw new IdentityException("identity file " + file + ": not readable (expected: the user "
					+ System.getProperty("user.name") + " may read it)", ex);
		}
		catch (IOException ex) {
			throw new IdentityException("identity file " + file + ": cannot be read: " + ex, ex);
		}
	}

	private static byte[] bytes(Path file, Path target) throws IOException {
		byte[] buffer = new byte[MAX_BYTES + 1];
		try (InputStream input = Files.newInputStream(target)) {
			int length = input.readNBytes(buffer, 0, buffer.length);
			if (length > MAX_BYTES) {
				throw new IdentityException("identity file " + file + ": more than " + MAX_BYTES
						+ " bytes (expected: a private key, which has about 120)");
			}
			return Arrays.copyOf(buffer, length);
		}
		finally {
			Arrays.fill(buffer, (byte) 0);
		}
	}

}
