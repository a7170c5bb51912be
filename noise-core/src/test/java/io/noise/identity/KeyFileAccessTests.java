package io.noise.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import io.noise.CapturedLog;
import io.noise.identity.Identity.Permissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The users besides the owner who may read a key file.
 */
class KeyFileAccessTests {

	@TempDir
	private Path directory;

	private Path file;

	@BeforeEach
	void copyKey() throws IOException {
		assumeTrue(this.directory.getFileSystem().supportedFileAttributeViews().contains("posix"),
				"the file system has no POSIX permissions");
		this.file = KeyFiles.copy("plain.pem", this.directory.toRealPath());
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-r--r--", "rw----r--", "rw-----w-", "rw--w----", "rw-rw----", "rwxrwxrwx" })
	void load_fileOpenToOthers_isRefusedAndSaysWhatToDo(String permissions) throws IOException {
		allow(this.file, permissions);
		assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> Identity.load(this.file))
			.withMessageStartingWith("identity file " + this.file + ": mode " + permissions
					+ " (expected: only its owner may read and write it: chmod 600 " + this.file + ";")
			.withMessageContainingAll("Kubernetes", "defaultMode: 0400", "Docker or Compose secret mode: 0400",
					"noise.identity.permissions=any", "Permissions.ANY");
	}

	@ParameterizedTest
	@ValueSource(strings = { "r--r--r--", "rw-r--r--", "rwxrwxrwx" })
	void load_fileOpenToOthers_whereThatIsFine_warns(String permissions) throws IOException {
		allow(this.file, permissions);
		try (CapturedLog log = new CapturedLog("io.noise.identity")) {
			assertThat(Identity.load(this.file, Permissions.ANY).id()).isEqualTo(KeyFiles.RFC_8410_ID);
			assertThat(Identity.loadOrCreate(this.file, Permissions.ANY).id()).isEqualTo(KeyFiles.RFC_8410_ID);
			assertThat(log.lines()).hasSize(2)
				.allSatisfy((line) -> assertThat(line).startsWith("WARN identity file " + this.file)
					.contains("mode " + permissions, "noise.identity.permissions"));
		}
	}

	@Test
	void loadOrCreate_whereAnyModeIsFine_stillCreatesAFileOfItsOwnerOnly() throws IOException {
		Path created = this.directory.resolve("new.pem");
		Identity.loadOrCreate(created, Permissions.ANY);
		assertThat(Files.getPosixFilePermissions(created)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-------", "r--------", "rwx--x--x" })
	void load_fileOfItsOwnerOnly_isLoadedInSilence(String permissions) throws IOException {
		allow(this.file, permissions);
		try (CapturedLog log = new CapturedLog("io.noise.identity")) {
			assertThat(Identity.load(this.file).id()).isEqualTo(KeyFiles.RFC_8410_ID);
			assertThat(log.lines()).isEmpty();
		}
	}

	@Test
	void load_fileThatItsGroupMayRead_warns() throws IOException {
		allow(this.file, "r--r-----");
		try (CapturedLog log = new CapturedLog("io.noise.identity")) {
			assertThat(Identity.load(this.file).id()).isEqualTo(KeyFiles.RFC_8410_ID);
			assertThat(log.lines()).containsExactly("WARN identity file " + this.file
					+ ": mode r--r-----, its group can read the private key (expected: chmod 600 " + this.file + ")");
		}
	}

	@Test
	void load_linksAsKubernetesMakesThem_judgesTheFileAtTheirEnd() throws IOException {
		Path data = Files.createDirectory(this.directory.resolve("..2026_11_22"));
		Path target = Files.move(this.file, data.resolve("node.pem"));
		Files.createSymbolicLink(this.directory.resolve("..data"), data.getFileName());
		Path link = Files.createSymbolicLink(this.directory.resolve("node.pem"), Path.of("..data", "node.pem"));
		assertThat(Identity.load(link).id()).isEqualTo(KeyFiles.RFC_8410_ID);
		allow(target, "rw-r--r--");
		assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> Identity.load(link))
			.withMessageStartingWith(
					"identity file " + link + ": mode rw-r--r-- of " + target.toRealPath() + " (expected: ");
	}

	@Test
	void load_linkToNothing_saysSo() throws IOException {
		Path link = Files.createSymbolicLink(this.directory.resolve("link.pem"), Path.of("nothing.pem"));
		assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> Identity.load(link))
			.withMessageStartingWith("identity file " + link + ": a link to a file that is missing");
		assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> Identity.loadOrCreate(link))
			.withMessageStartingWith("identity file " + link + ": a link to a file that is missing");
	}

	@Test
	void load_fileThatTheUserMayNotRead_saysWho() throws IOException {
		allow(this.file, "-w-------");
		assumeFalse(Files.isReadable(this.file), "root may read everything");
		assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> Identity.load(this.file))
			.withMessage("identity file " + this.file + ": not readable (expected: the user "
					+ System.getProperty("user.name") + " may read it)");
	}

	private static void allow(Path file, String permissions) throws IOException {
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
	}

}
