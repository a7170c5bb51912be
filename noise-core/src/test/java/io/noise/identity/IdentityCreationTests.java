package io.noise.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.noise.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Key files that the library makes.
 */
class IdentityCreationTests {

	@TempDir
	private Path directory;

	@Test
	void loadOrCreate_missingFile_createsOneThatLoads() throws IOException {
		Path file = this.directory.resolve("node.pem");
		try (CapturedLog log = new CapturedLog("io.noise.identity")) {
			Identity created = Identity.loadOrCreate(file);
			assertThat(Identity.load(file).id()).isEqualTo(created.id());
			assertThat(log.lines())
				.containsExactly("INFO identity file " + file + ": created, node id " + created.id().toShortString());
		}
		assertThat(Files.readString(file))
			.matches("-----BEGIN PRIVATE KEY-----\n[A-Za-z0-9+/]{64}\n-----END PRIVATE KEY-----\n");
		assertThat(filesIn(this.directory)).containsExactly(file);
	}

	@Test
	void loadOrCreate_existingFile_leavesItAlone() throws IOException {
		Path file = KeyFiles.copy("plain.pem", this.directory);
		try (CapturedLog log = new CapturedLog("io.noise.identity")) {
			assertThat(Identity.loadOrCreate(file).id()).isEqualTo(KeyFiles.RFC_8410_ID);
			assertThat(log.lines()).isEmpty();
		}
		assertThat(file).hasBinaryContent(KeyFiles.bytes("plain.pem"));
	}

	@Test
	void loadOrCreate_fileThatIsNoKey_isRefusedAndLeftAlone() throws IOException {
		Path file = KeyFiles.write(this.directory.resolve("node.pem"), "");
		assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> Identity.loadOrCreate(file))
			.withMessageContaining("not PEM");
		assertThat(file).isEmptyFile();
	}

	@Test
	void create_existingFile_isFalseAndLeavesNothingBehind() throws IOException {
		Path file = KeyFiles.copy("plain.pem", this.directory);
		assertThat(NewKeyFile.create(file)).isFalse();
		assertThat(file).hasBinaryContent(KeyFiles.bytes("plain.pem"));
		assertThat(filesIn(this.directory)).containsExactly(file);
	}

	@Test
	void loadOrCreate_fileAndDirectories_areTheOwnersOnly() throws IOException {
		assumeTrue(this.directory.getFileSystem().supportedFileAttributeViews().contains("posix"),
				"the file system has no POSIX permissions");
		Path file = this.directory.resolve("a/b/node.pem");
		Identity.loadOrCreate(file);
		assertThat(permissions(file)).isEqualTo("rw-------");
		assertThat(permissions(this.directory.resolve("a/b"))).isEqualTo("rwx------");
		assertThat(permissions(this.directory.resolve("a"))).isEqualTo("rwx------");
	}

	@Test
	void loadOrCreate_manyThreadsAtOnce_getOneIdentity() throws Exception {
		int threads = 8;
		CyclicBarrier start = new CyclicBarrier(threads);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			for (int round = 0; round < 20; round++) {
				Path file = this.directory.resolve("round" + round).resolve("node.pem");
				Callable<NodeId> task = () -> {
					start.await();
					return Identity.loadOrCreate(file).id();
				};
				Set<NodeId> ids = new HashSet<>();
				for (Future<NodeId> id : executor.invokeAll(List.of(task, task, task, task, task, task, task, task))) {
					ids.add(id.get());
				}
				assertThat(ids).containsExactly(Identity.load(file).id());
				assertThat(filesIn(file.getParent())).containsExactly(file);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void loadOrCreate_severalProcessesAtOnce_getOneIdentity() throws IOException {
		Path file = this.directory.resolve("node.pem");
		List<Process> processes = new ArrayList<>();
		try {
			for (int i = 0; i < 3; i++) {
				processes.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
						"-cp", System.getProperty("java.class.path"), "-Dlogback.configurationFile=none.xml",
						LoadOrCreate.class.getName(), file.toString())
					.redirectError(ProcessBuilder.Redirect.INHERIT)
					.start());
			}
			List<BufferedReader> outputs = processes.stream().map(IdentityCreationTests::output).toList();
			for (BufferedReader output : outputs) {
				readUntil(output, "ready");
			}
			for (Process process : processes) {
				process.getOutputStream().write('\n');
				process.getOutputStream().flush();
			}
			String id = Identity.loadOrCreate(file).id().toString();
			for (BufferedReader output : outputs) {
				readUntil(output, id);
			}
		}
		finally {
			processes.forEach(Process::destroyForcibly);
		}
	}

	@Test
	void loadOrCreate_fileInPlaceOfTheDirectory_saysSo() throws IOException {
		Path file = KeyFiles.copy("plain.pem", this.directory).resolve("below/node.pem");
		assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> NewKeyFile.create(file))
			.withMessageStartingWith("identity file " + file + ": cannot be created: ");
	}

	@Test
	void loadOrCreate_directoryThatMayNotBeWritten_saysSo() throws IOException {
		Path closed = Files.createDirectory(this.directory.resolve("closed"));
		assumeTrue(closed.toFile().setWritable(false), "the directory cannot be closed");
		assumeFalse(Files.isWritable(closed), "root may write everywhere");
		assertThatExceptionOfType(IdentityException.class)
			.isThrownBy(() -> Identity.loadOrCreate(closed.resolve("node.pem")))
			.withMessageContaining("node.pem: cannot be created: ")
			.withMessageContaining("expected: a directory where the user " + System.getProperty("user.name"));
	}

	@Test
	void loadOrCreate_fileSystemWithoutLinks_isRefusedAndLeavesNothingBehind() throws IOException {
		try (FileSystem files = FileSystems.newFileSystem(this.directory.resolve("keys.zip"),
				Map.of("create", "true"))) {
			Path file = files.getPath("/keys/node.pem");
			assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> Identity.loadOrCreate(file))
				.withMessageStartingWith("identity file /keys/node.pem: cannot be created: ")
				.withMessageContaining("on a file system with hard links; else make the file by: openssl genpkey");
			assertThat(filesIn(file.getParent())).isEmpty();
		}
	}

	private static BufferedReader output(Process process) {
		return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	/** The log of the process is on the same stream. */
	private static void readUntil(BufferedReader output, String expected) throws IOException {
		List<String> lines = new ArrayList<>();
		String line = "";
		while (line != null && !line.equals(expected)) {
			line = output.readLine();
			lines.add(line);
		}
		assertThat(lines).endsWith(expected);
	}

	private static List<Path> filesIn(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.toList();
		}
	}

	private static String permissions(Path file) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
	}

}
