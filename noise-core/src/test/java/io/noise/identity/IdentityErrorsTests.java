package io.noise.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Files that hold no identity: each error names the file, what is wrong and what would be
 * right.
 */
class IdentityErrorsTests {

	@TempDir
	private Path directory;

	@Test
	void load_missingFile_saysHowToMakeOne() {
		Path file = this.directory.resolve("node.pem");
		assertThat(refusal(file)).isEqualTo("identity file " + file
				+ ": missing (expected: a private key, made by: openssl genpkey -algorithm ed25519 -out " + file + ")");
	}

	@Test
	void load_relativePath_isNamedInFull() {
		Path file = Path.of("no-such-key.pem");
		assertThat(refusal(file)).startsWith("identity file " + file.toAbsolutePath() + ": missing");
	}

	@Test
	void load_directory_saysSo() {
		assertThat(refusal(this.directory))
			.isEqualTo("identity file " + this.directory + ": a directory (expected: a file)");
	}

	@Test
	void load_fileBelowAFile_isRefused() throws IOException {
		Path file = KeyFiles.copy("plain.pem", this.directory).resolve("node.pem");
		assertThat(refusal(file)).startsWith("identity file " + file + ": cannot be read: ")
			.contains("Not a directory");
	}

	@Test
	void load_fileOverTheLimit_isRefused() throws IOException {
		String key = KeyFiles.text("plain.pem");
		Path file = this.directory.resolve("node.pem");
		KeyFiles.write(file, key + " ".repeat(64 * 1024 - key.length()));
		assertThat(Identity.load(file).id()).isEqualTo(KeyFiles.RFC_8410_ID);
		KeyFiles.write(file, key + " ".repeat(64 * 1024 - key.length() + 1));
		assertThat(refusal(file)).startsWith("identity file " + file + ": more than 65536 bytes");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					rsa.pem             | a key for RSA (expected: one for Ed25519, as openssl genpkey -algorithm ed25519 makes it)
					ec.pem              | a key for EC (expected: one for Ed25519
					x25519.pem          | a key for X25519 (expected: one for Ed25519
					ed448.pem           | a key for Ed448 (expected: one for Ed25519
					rsa-traditional.pem | PEM block RSA PRIVATE KEY (expected: PRIVATE KEY or ENCRYPTED PRIVATE KEY
					public.pem          | PEM block PUBLIC KEY (expected: PRIVATE KEY or ENCRYPTED PRIVATE KEY
					README.md           | not PEM (expected: a line -----BEGIN PRIVATE KEY-----)
					encrypted-aes256.pem| encrypted, and no password is given (expected: its password)
					""")
	void load_somethingElse_saysWhatItIs(String resource, String message) throws IOException {
		Path file = KeyFiles.copy(resource, this.directory);
		assertThat(refusal(file)).startsWith("identity file " + file + ": " + message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			encrypted-x25519.pem | a key for X25519 (expected: one for Ed25519
			encrypted-scrypt.pem | key derivation: 1.3.6.1.4.1.11591.4.11, which is not supported (expected: PBKDF2
			encrypted-des3.pem   | cipher: 1.2.840.113549.3.7, which is not supported (expected: AES in CBC mode
			encrypted-pbes1.pem  | encryption: 1.2.840.113549.1.12.1.3, which is not supported (expected: PBES2
			""")
	void load_encryptedOtherwise_saysWhatItIs(String resource, String message) throws IOException {
		Path file = KeyFiles.copy(resource, this.directory);
		assertThat(refusal(file, "secret")).startsWith("identity file " + file + ": " + message);
	}

	@ParameterizedTest
	// With those that end in a number, what comes out has a padding that looks right.
	@ValueSource(strings = { "", "wrong", "Secret", "secret ", "wrong258", "wrong403", "wrong575" })
	void load_wrongPassword_saysSoWithoutShowingIt(String password) throws IOException {
		Path file = KeyFiles.copy("encrypted-aes256.pem", this.directory);
		assertThat(refusal(file, password)).isEqualTo(
				"identity file " + file + ": cannot be decrypted: the password is wrong, or the file is damaged");
	}

	@Test
	void load_severalKeys_isRefused() throws IOException {
		String key = KeyFiles.text("plain.pem");
		Path file = KeyFiles.write(this.directory.resolve("node.pem"), key + KeyFiles.text("public.pem") + key);
		assertThat(refusal(file)).startsWith("identity file " + file
				+ ": several PEM blocks, PRIVATE KEY and PUBLIC KEY among them (expected: one private key");
	}

	@Test
	void load_attachedPublicKeyOfAnother_isRefused() throws IOException {
		byte[] der = KeyFiles.der("with-public-key.pem");
		NodeId other = Identity.generate().id();
		System.arraycopy(other.bytes(), 0, der, der.length - 32, 32);
		assertThat(refusal(KeyFiles.pem(der))).contains("public key: " + other)
			.contains("not that of the private key (expected: " + KeyFiles.RFC_8410_ID + ")");
	}

	@Test
	void load_emptyFile_isNotPem() throws IOException {
		assertThat(refusal("")).contains(": not PEM");
	}

	@Test
	void load_blockWithoutEnd_isCutOff() throws IOException {
		String key = KeyFiles.text("plain.pem");
		assertThat(refusal(key.substring(0, key.indexOf("-----END")))).contains(": cut off (expected: a line -----END");
		assertThat(refusal(key.replace("END PRIVATE KEY", "END PUBLIC KEY"))).contains(": cut off");
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain.pem", "with-public-key.pem", "encrypted-aes256.pem" })
	void load_textCutOffAnywhere_isRefused(String resource) throws IOException {
		String text = KeyFiles.text(resource).strip();
		for (int length = 0; length < text.length(); length++) {
			assertThat(refusal(text.substring(0, length))).isNotEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain.pem", "with-public-key.pem" })
	void load_derCutOffAnywhere_isRefused(String resource) throws IOException {
		byte[] der = KeyFiles.der(resource);
		for (int length = 0; length < der.length; length++) {
			assertThat(refusal(KeyFiles.pem(Arrays.copyOf(der, length)))).isNotEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain.pem", "with-public-key.pem", "encrypted-aes256.pem" })
	void load_anyByteChanged_isLoadedOrRefusedButNeverBreaks(String resource) throws IOException {
		String label = resource.startsWith("encrypted") ? "ENCRYPTED PRIVATE KEY" : "PRIVATE KEY";
		byte[] der = KeyFiles.der(resource);
		int refused = 0;
		for (int i = 0; i < der.length; i++) {
			for (int value : new int[] { 0, 0xff, der[i] ^ 1 }) {
				byte[] changed = der.clone();
				changed[i] = (byte) value;
				Path file = KeyFiles.write(this.directory.resolve("node.pem"),
						KeyFiles.pem(changed).replace("PRIVATE KEY", label));
				try {
					Identity.load(file, "secret".toCharArray());
				}
				catch (IdentityException ex) {
					refused++;
					assertThat(ex).hasMessageStartingWith("identity file " + file + ": ");
				}
			}
		}
		assertThat(refused).isPositive();
	}

	private String refusal(String content) throws IOException {
		return refusal(KeyFiles.write(this.directory.resolve("node.pem"), content));
	}

	private static String refusal(Path file) {
		return message(catchThrowableOfType(IdentityException.class, () -> Identity.load(file)));
	}

	private static String refusal(Path file, String password) {
		return message(
				catchThrowableOfType(IdentityException.class, () -> Identity.load(file, password.toCharArray())));
	}

	private static String message(IdentityException refusal) {
		assertThat(refusal).isNotNull();
		return String.valueOf(refusal.getMessage());
	}

}
