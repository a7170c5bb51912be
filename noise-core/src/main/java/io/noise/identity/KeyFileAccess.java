package io.noise.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges who may read and write a file. Where the file system knows no POSIX permissions
 * (Windows), nothing is judged.
 */
final class KeyFileAccess {

	private static final Logger logger = LoggerFactory.getLogger(KeyFileAccess.class);

	private static final String REMEDIES = " (expected: only its owner may read and write it: chmod 600 %s; for a "
			+ "Kubernetes secret defaultMode: 0400; for a Docker or Compose secret mode: 0400, with the uid of this "
			+ "process, or that mode of the file that Compose mounts. Where none of this can be done, "
			+ "noise.identity.permissions=any, in Java Identity.Permissions.ANY, accepts it)";

	private KeyFileAccess() {
	}

	/**
	 * Refuses a file that is open to more than its owner, unless that was said to be
	 * fine; then, and where only its group may read it, it is worth a warning.
	 * @param file as the user named it
	 * @param target the file itself, where that is a link
	 */
	static void judge(Path file, Path target, Identity.Permissions permitted) throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
		if (view == null) {
			return;
		}
		Set<PosixFilePermission> permissions = view.readAttributes().permissions();
		if (permissions.contains(PosixFilePermission.OTHERS_READ)
				|| permissions.contains(PosixFilePermission.OTHERS_WRITE)
				|| permissions.contains(PosixFilePermission.GROUP_WRITE)) {
			String found = PosixFilePermissions.toString(permissions) + (target.equals(file) ? "" : " of " + target);
			if (permitted == Identity.Permissions.OWNER) {
				throw new IdentityException("identity file " + file + ": mode " + found + REMEDIES.formatted(file));
			}
			logger
				.warn("identity file {}: mode {}, others than its owner can read or replace the private key; accepted, "
						+ "since noise.identity.permissions is any", file, found);
		}
		else if (permissions.contains(PosixFilePermission.GROUP_READ)) {
			logger.warn("identity file {}: mode {}, its group can read the private key (expected: chmod 600 {})", file,
					PosixFilePermissions.toString(permissions), file);
		}
	}

	/**
	 * Refuses a file that holds no secret if more than its owner may change it.
	 * @param what the file, as messages name it
	 */
	static void judgeWritable(String what, Path target) throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
		if (view == null) {
			return;
		}
		Set<PosixFilePermission> permissions = view.readAttributes().permissions();
		if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
				|| permissions.contains(PosixFilePermission.GROUP_WRITE)) {
			throw new IdentityException(what + ": mode " + PosixFilePermissions.toString(permissions)
					+ " (expected: only its owner may write it: chmod go-w)");
		}
	}

}
