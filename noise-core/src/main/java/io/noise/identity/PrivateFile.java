package io.noise.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Creates and writes files that only their owner may open, so that they outlive a power
 * cut. Where the file system knows no POSIX permissions (Windows), what the directory
 * hands down applies.
 */
final class PrivateFile {

	private static final String POSIX = "posix";

	private PrivateFile() {
	}

	/**
	 * The absolute path of a file, unless its name is a key: a message would show it.
	 * @param what it is, as messages name it
	 */
	static Path path(Path path, String what) {
		if (KeyText.isPrivateKey(path.toString())) {
			throw new IdentityException(
					what + ": its name is a private key, which is not shown (expected: the path of a "
							+ "file; a key itself is for Identity.parse)");
		}
		return path.toAbsolutePath();
	}

	/** Creates a directory, and those above it, where they are missing. */
	static void createDirectories(Path directory) throws IOException {
		if (Files.isDirectory(directory)) {
			return;
		}
		Path parent = directory.getParent();
		if (parent != null) {
			createDirectories(parent);
		}
		try {
			Files.createDirectory(directory, only("rwx------", directory));
		}
		catch (FileAlreadyExistsException ex) {
			if (!Files.isDirectory(directory)) {
				throw ex;
			}
		}
		if (parent != null) {
			forceDirectory(parent);
		}
	}

	/**
	 * Creates a file with a name of its own, to be given its last name once it is
	 * written.
	 */
	static Path createTemporary(Path directory, String prefix) throws IOException {
		return Files.createTempFile(directory, prefix, ".tmp", only("rw-------", directory));
	}

	/**
	 * The attributes to create a file or directory with, so that it is never open to
	 * others, not even for a moment.
	 * @param permissions in the form of {@code ls -l}
	 */
	static FileAttribute<?>[] only(String permissions, Path directory) {
		if (!directory.getFileSystem().supportedFileAttributeViews().contains(POSIX)) {
			return new FileAttribute<?>[0];
		}
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) };
	}

	/** Writes a file, and waits until it is on disk. */
	static void write(Path file, ByteBuffer content) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			while (content.hasRemaining()) {
				channel.write(content);
			}
			channel.force(true);
		}
	}

	/** Waits until the names of a directory are on disk. Windows opens no directories. */
	static void forceDirectory(Path directory) {
		try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (IOException | UnsupportedOperationException ex) {
			// Nothing can be done about it, and the file is there.
		}
	}

}
