package io.noise.spring.boot.actuate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.noise.secrets.RecordedSecrets;
import io.noise.secrets.SecretSearch;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No key is logged: looks for the keys of all tests of the run in all that the library
 * has logged, down to TRACE, and Spring beside it. The last class to run.
 */
@Order(Integer.MAX_VALUE)
class SecretsInLogTests {

	private static final Path LOG = Path.of("target", "everything.log");

	@TempDir
	Path directory;

	@Test
	void logOfTheWholeRun_holdsNeitherKeysNorPassword() throws Exception {
		String peer;
		try (TwoApplications applications = new TwoApplications(this.directory)) {
			peer = TwoApplications.peer(applications.dialer()).id();
		}
		byte[] log = Files.readAllBytes(LOG);
		String text = new String(log, StandardCharsets.UTF_8);
		assertThat(text.lines().filter((line) -> line.contains(peer))).as("what was logged of %s", peer)
			.anySatisfy((line) -> assertThat(line).contains("DEBUG"));
		assertThat(text.contains(TwoApplications.PASSWORD)).isFalse();
		assertThat(RecordedSecrets.all()).hasSizeGreaterThan(40);
		int at = new SecretSearch(RecordedSecrets.all()).find(log);
		assertThat(at).as("a key that ends at this place of %s", LOG).isEqualTo(-1);
	}

}
