package io.noise.identity;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.noise.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files that hold an identity.
 */
class IdentityLoadTests {

	private static final String PASSWORD = "secret";

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "plain.pem", "with-public-key.pem", "with-text.pem" })
	void load_plainFile_isTheKey(String file) throws IOException {
		Identity identity = Identity.load(KeyFiles.copy(file, this.directory));
		assertThat(identity.id()).isEqualTo(KeyFiles.RFC_8410_ID);
		assertThat(identity.id().verify(new byte[3], identity.sign(new byte[3]))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "encrypted-aes128.pem", "encrypted-aes192.pem", "encrypted-aes256.pem",
			"encrypted-aes256-hmac-sha1.pem", "encrypted-aes256-hmac-sha224.pem", "encrypted-aes256-hmac-sha384.pem",
			"encrypted-aes256-hmac-sha512.pem" })
	void load_encryptedFile_isTheKeyAndThePasswordIsLeftAlone(String file) throws IOException {
		char[] password = PASSWORD.toCharArray();
		Identity identity = Identity.load(KeyFiles.copy(file, this.directory), password);
		assertThat(identity.id()).isEqualTo(KeyFiles.RFC_8410_ID);
		assertThat(identity.id().verify(new byte[3], identity.sign(new byte[3]))).isTrue();
		assertThat(password).isEqualTo(PASSWORD.toCharArray());
	}

	@Test
	void load_passwordOutsideAscii_isTakenAsUtf8() throws IOException {
		Path file = KeyFiles.copy("encrypted-password-utf8.pem", this.directory);
		assertThat(Identity.load(file, "pä55 wörd€".toCharArray()).id()).isEqualTo(KeyFiles.RFC_8410_ID);
	}

	@Test
	void load_plainFileWithPassword_worksAndSaysThatItIsNotEncrypted() throws IOException {
		Path file = KeyFiles.copy("plain.pem", this.directory);
		try (CapturedLog log = new CapturedLog("io.noise.identity")) {
			assertThat(Identity.load(file, PASSWORD.toCharArray()).id()).isEqualTo(KeyFiles.RFC_8410_ID);
			assertThat(log.lines()).singleElement()
				.asString()
				.startsWith("WARN identity file " + file + ": not encrypted")
				.doesNotContain(PASSWORD);
		}
	}

	@Test
	void load_linesOfWindows_works() throws IOException {
		String text = '\uFEFF' + KeyFiles.text("plain.pem").replace("\n", "  \r\n");
		assertThat(Identity.load(KeyFiles.write(this.directory.resolve("key.pem"), text)).id())
			.isEqualTo(KeyFiles.RFC_8410_ID);
	}

	@Test
	void load_fileSystemWithoutPermissions_works() throws IOException {
		Path zip = this.directory.resolve("keys.zip");
		try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
			Path file = KeyFiles.copy("plain.pem", files.getPath("/"));
			assertThat(Identity.load(file).id()).isEqualTo(KeyFiles.RFC_8410_ID);
		}
	}

	@Test
	void sign_fromManyThreads_isRight() throws Exception {
		Identity identity = Identity.load(KeyFiles.copy("plain.pem", this.directory));
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<byte[]> messages = IntStream.range(0, 200).mapToObj((i) -> new byte[i]).toList();
			List<byte[]> signatures = messages.stream()
				.map((message) -> threads.submit(() -> identity.sign(message)))
				.toList()
				.stream()
				.map((signature) -> {
					try {
						return signature.get();
					}
					catch (Exception ex) {
						throw new IllegalStateException(ex);
					}
				})
				.toList();
			for (int i = 0; i < messages.size(); i++) {
				assertThat(identity.id().verify(messages.get(i), signatures.get(i))).isTrue();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void identity_showsNothingOfItsPrivateHalf() throws IOException {
		Identity identity = Identity.load(KeyFiles.copy("plain.pem", this.directory));
		assertThat(identity).hasToString("Identity[" + KeyFiles.RFC_8410_ID.toShortString() + "]");
		assertThat(identity).isNotInstanceOf(Serializable.class);
		assertThat(Arrays.stream(Identity.class.getMethods())
			.filter((method) -> method.getDeclaringClass() == Identity.class)
			.map((method) -> method.getReturnType().getSimpleName()))
			.containsOnly("Identity", "NodeId", "byte[]", "String", "boolean");
	}

	@Test
	void load_anything_logsNothingOfTheKey() throws IOException {
		byte[] der = KeyFiles.der("plain.pem");
		byte[] seed = Arrays.copyOfRange(der, der.length - 32, der.length);
		try (CapturedLog log = new CapturedLog("io.noise.identity")) {
			Identity.load(KeyFiles.copy("plain.pem", this.directory), PASSWORD.toCharArray());
			assertThat(String.join("\n", log.lines())).isNotEmpty()
				.doesNotContainIgnoringCase(HexFormat.of().formatHex(seed))
				.doesNotContain(Base64.getEncoder().encodeToString(der));
		}
	}

}
