package io.noise.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * Creates a key file with a fresh key. The file appears under its name complete, on disk
 * and open to its owner only, or not at all: it is written under another name first, then
 * linked. A link, unlike a rename, never replaces a file, so of several processes that
 * start at once one wins and the others find its file.
 */
final class NewKeyFile {

	private NewKeyFile() {
	}

	/**
	 * Creates the file, and the directories above it, where they are missing.
	 * @return false if there is a file of this name already; it is left alone
	 */
	static boolean create(Path path) {
		Path file = PrivateFile.path(path, "identity file");
		Path directory = Objects.requireNonNull(file.getParent(), "parent");
		try {
			PrivateFile.createDirectories(directory);
			Path temporary = PrivateFile.createTemporary(directory, ".noise-identity");
			boolean created;
			try {
				writeKey(temporary);
				created = link(file, temporary);
			}
			finally {
				Files.deleteIfExists(temporary);
			}
			PrivateFile.forceDirectory(directory);
			return created;
		}
		catch (IOException | UnsupportedOperationException ex) {
			throw new IdentityException("identity file " + file + ": cannot be created: " + ex
					+ " (expected: a directory where the user " + System.getProperty("user.name")
					+ " may write, on a file system with hard links; else make the file by: openssl genpkey"
					+ " -algorithm ed25519 -out " + file + ")", ex);
		}
	}

	private static void writeKey(Path temporary) throws IOException {
		byte[] seed = new byte[Ed25519.SEED_BYTES];
		new SecureRandom().nextBytes(seed);
		byte[] der = Pkcs8.write(seed);
		byte[] pem = KeyPem.encode(der);
		try {
			PrivateFile.write(temporary, ByteBuffer.wrap(pem));
		}
		finally {
			Arrays.fill(seed, (byte) 0);
			Arrays.fill(der, (byte) 0);
			Arrays.fill(pem, (byte) 0);
		}
	}

	private static boolean link(Path file, Path temporary) throws IOException {
		try {
			Files.createLink(file, temporary);
			return true;
		}
		catch (FileAlreadyExistsException ex) {
			return false;
		}
	}

}
