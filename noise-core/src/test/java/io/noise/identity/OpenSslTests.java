package io.noise.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The openssl of this machine and we read each other's files and signatures.
 */
class OpenSslTests {

	@TempDir
	private Path directory;

	@BeforeEach
	void findOpenSsl() throws Exception {
		String version;
		try {
			version = openssl("version");
		}
		catch (IOException ex) {
			version = "none: " + ex.getMessage();
		}
		assumeTrue(version.matches("(?s)OpenSSL [3-9]\\..*"), "no openssl from version 3 on: " + version);
	}

	@Test
	void load_freshKeys_areThoseOfOpenSsl() throws Exception {
		for (int i = 0; i < 10; i++) {
			Path file = this.directory.resolve("key" + i + ".pem");
			openssl("genpkey", "-algorithm", "ed25519", "-out", file.toString());
			assertThat(Identity.load(file).id()).isEqualTo(idSeenByOpenSsl(file));
		}
	}

	@Test
	void load_freshEncryptedKey_isThatOfOpenSsl() throws Exception {
		Path file = this.directory.resolve("key.pem");
		openssl("genpkey", "-algorithm", "ed25519", "-aes256", "-pass", "pass:pw", "-out", file.toString());
		assertThat(Identity.load(file, "pw".toCharArray()).id()).isEqualTo(idSeenByOpenSsl(file));
	}

	@Test
	void load_keyEncryptedLater_isThatOfOpenSsl() throws Exception {
		Path plain = KeyFiles.copy("plain.pem", this.directory);
		Path file = this.directory.resolve("key.pem");
		openssl("pkcs8", "-topk8", "-v2", "aes256", "-iter", "100000", "-in", plain.toString(), "-passout", "pass:pw",
				"-out", file.toString());
		assertThat(Identity.load(file, "pw".toCharArray()).id()).isEqualTo(KeyFiles.RFC_8410_ID);
	}

	@Test
	void loadOrCreate_newFile_isReadByOpenSslAndSignsAlike() throws Exception {
		Path file = this.directory.resolve("created.pem");
		Identity identity = Identity.loadOrCreate(file);
		assertThat(idSeenByOpenSsl(file)).isEqualTo(identity.id());
		Path message = Files.writeString(this.directory.resolve("message"), "noise");
		Path signature = this.directory.resolve("signature");
		openssl("pkeyutl", "-sign", "-inkey", file.toString(), "-rawin", "-in", message.toString(), "-out",
				signature.toString());
		assertThat(signature).hasBinaryContent(identity.sign("noise".getBytes(StandardCharsets.UTF_8)));
	}

	private NodeId idSeenByOpenSsl(Path file) throws Exception {
		Path key = this.directory.resolve("public.der");
		openssl("pkey", "-in", file.toString(), "-passin", "pass:pw", "-pubout", "-outform", "DER", "-out",
				key.toString());
		byte[] der = Files.readAllBytes(key);
		return NodeId.of(Arrays.copyOfRange(der, der.length - NodeId.BYTES, der.length));
	}

	private static String openssl(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of("openssl"));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
		return output;
	}

}
