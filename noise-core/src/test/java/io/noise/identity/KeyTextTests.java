package io.noise.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.noise.Node;
import io.noise.transport.HostPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Private keys as texts: read where one is wanted, and never shown where one is not.
 */
class KeyTextTests {

	private static final char[] PASSWORD = "correct horse battery".toCharArray();

	@TempDir
	private Path directory;

	/** The ways in which platforms write a file into a variable. */
	static Stream<String> forms(String pem) {
		String body = pem.replaceAll("-----[^-]*-----", "").strip();
		return Stream.of(pem, pem.strip(), pem.replace("\n", "\r\n"), pem.replace("\n", "\\n"),
				pem.replace("\n", "\\r\\n"), pem.replace('\n', ' '), body, body.replace("\n", ""),
				body.replace("\n", "\\n"), "  " + body + "\n");
	}

	static Stream<String> plain() throws IOException {
		return forms(KeyFiles.text("plain.pem"));
	}

	static Stream<String> encrypted() throws IOException {
		return forms(KeyFiles.text("encrypted-aes256.pem"));
	}

	/** Keys that are recognized, but not read. */
	static Stream<String> otherKeys() throws IOException {
		byte[] der = KeyFiles.der("plain.pem");
		String pem = KeyFiles.text("plain.pem");
		Stream<String> otherAlgorithms = Stream
			.of("rsa.pem", "ec.pem", "x25519.pem", "ed448.pem", "rsa-traditional.pem", "encrypted-x25519.pem",
					"encrypted-pbes1.pem", "encrypted-scrypt.pem", "with-public-key.pem")
			.flatMap((name) -> forms(resource(name)));
		Stream<String> otherForms = Stream.of(base64(pem), HexFormat.of().formatHex(der),
				HexFormat.of().withUpperCase().formatHex(der), HexFormat.ofDelimiter(":").formatHex(der),
				Base64.getUrlEncoder().withoutPadding().encodeToString(der), pem.substring(0, 80), "file:" + pem,
				"127.0.0.1:3000,10.0.0.7:3000," + pem, '"' + pem + '"', "key=" + pem);
		return Stream.concat(otherAlgorithms, otherForms);
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static String resource(String name) {
		try {
			return KeyFiles.text(name);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@MethodSource("plain")
	void parse_anyForm_isTheIdentity(String text) {
		assertThat(Identity.parse(text).id()).isEqualTo(KeyFiles.RFC_8410_ID);
		assertThat(Identity.parse(text, PASSWORD).id()).isEqualTo(KeyFiles.RFC_8410_ID);
	}

	@ParameterizedTest
	@MethodSource("encrypted")
	void parse_encrypted_needsThePassword(String text) {
		assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> Identity.parse(text))
			.withMessage("identity text: encrypted, and no password is given (expected: its password)");
		assertHidden(text, () -> Identity.parse(text, "wrong".toCharArray()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\\n", "nonsense", "MC4C", "-----BEGIN PRIVATE KEY-----" })
	void parse_somethingElse_isRefused(String text) {
		assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> Identity.parse(text))
			.withMessageStartingWith("identity text: ");
	}

	@ParameterizedTest
	@MethodSource({ "plain", "encrypted", "otherKeys" })
	void key_isRecognized_andShownNowhere(String text) {
		assertThat(Identity.isPrivateKey(text)).isTrue();
		for (Consumer<Path> use : Stream
			.<Consumer<Path>>of(Identity::load, (path) -> Identity.load(path, PASSWORD), Identity::loadOrCreate,
					Trust::firstUse)
			.toList()) {
			assertHidden(text, () -> use.accept(Path.of(text)));
			assertHidden(text, () -> use.accept(this.directory.resolve(text)));
		}
		assertHidden(text, () -> NodeId.parse(text));
		assertHidden(text, () -> HostPort.parse(text));
		assertHidden(text, () -> Node.builder().host(text));
		assertHidden(text, () -> Node.builder().externalHost(text));
		assertThat(this.directory).isEmptyDirectory();
		assertThat(Files.exists(Path.of("-----BEGIN PRIVATE KEY-----"))).isFalse();
	}

	@Test
	void otherTexts_areNoKeys() throws IOException {
		Stream
			.of("", "M", "30", "127.0.0.1", "node.pem", "/etc/noise/node.pem", KeyFiles.RFC_8410_ID.toString(),
					KeyFiles.text("public.pem"), Base64.getEncoder().encodeToString(KeyFiles.der("public.pem")),
					"3".repeat(100), "30".repeat(100), "M".repeat(100), "MIIC" + "A".repeat(100),
					"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "a private key", "-----")
			.forEach((text) -> assertThat(Identity.isPrivateKey(text)).as(text).isFalse());
	}

	private static void assertHidden(String text, Runnable action) {
		Throwable thrown = catchThrowable(action::run);
		assertThat(thrown).isNotNull();
		String compact = text.replaceAll("-----[^-]*-----", "").replaceAll("\\s|\\\\[nr]", "");
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			String shown = String.valueOf(cause).replaceAll("\\s", "");
			for (int i = 0; i + 16 <= compact.length(); i++) {
				assertThat(shown).doesNotContain(compact.substring(i, i + 16));
			}
		}
	}

}
