package io.noise.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The memory of trust on first use, and its file.
 */
class KnownPeersTests {

	private static final NodeId ALICE = Identity.generate().id();

	private static final NodeId BOB = Identity.generate().id();

	@TempDir
	Path directory;

	private Path file() {
		return this.directory.resolve("known-peers");
	}

	@Test
	void objection_anotherNode_namesBothAndTheFile() {
		Trust trust = Trust.firstUse(file());
		assertThat(trust.objection("a:1", ALICE)).isEmpty();
		assertThat(trust.objection("b:1", BOB)).isEmpty();
		assertThat(trust.objection("a:1", ALICE)).isEmpty();
		assertThat(trust.objection("a:1", BOB)).hasValueSatisfying(
				(why) -> assertThat(why).contains(ALICE.toString(), BOB.toString(), "a:1", file().toString()));
		assertThat(file()).hasContent("a:1 " + ALICE + "\nb:1 " + BOB + "\n");
	}

	@Test
	void file_keepsWhatPeopleWrote() throws Exception {
		Files.writeString(file(), "# ours\n\n  a:1   " + ALICE + "  \n[::1]:2 " + BOB);
		Trust trust = Trust.firstUse(file());
		assertThat(trust.objection("a:1", ALICE)).isEmpty();
		assertThat(trust.objection("[::1]:2", BOB)).isEmpty();
		assertThat(trust.objection("c:3", BOB)).isEmpty();
		assertThat(file()).hasContent("# ours\n\n  a:1   " + ALICE + "  \n[::1]:2 " + BOB + "\nc:3 " + BOB + "\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "a:1|not an id", "a:1 nobody|not an id",
					"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|no address",
					"a:1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa more|not an id" })
	void file_lineThatIsNone_isRefusedByItsNumber(String line, String problem) throws Exception {
		Files.writeString(file(), "# first\n" + line + "\n");
		assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> Trust.firstUse(file()))
			.withMessageContaining(file() + ": line 2: ")
			.withMessageContaining(problem)
			.withMessageContaining("expected: ");
	}

	@Test
	void file_addressTwice_isRefused() throws Exception {
		Files.writeString(file(), "a:1 " + ALICE + "\na:1 " + BOB + "\n");
		assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> Trust.firstUse(file()))
			.withMessageContaining("line 2: a second id for an address");
	}

	@Test
	void file_thatOthersMayWrite_isRefused() throws Exception {
		Files.createFile(file());
		Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw----"));
		assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> Trust.firstUse(file()))
			.withMessageContaining("mode rw-rw----")
			.withMessageContaining("chmod go-w");
	}

	@Test
	void file_thatIsADirectory_isRefused() throws Exception {
		Files.createDirectory(file());
		assertThatExceptionOfType(IdentityException.class).isThrownBy(() -> Trust.firstUse(file()))
			.withMessageContaining("cannot be read");
	}

	@Test
	void file_full_refusesWhatIsNew() throws Exception {
		Files.writeString(file(),
				IntStream.range(0, KnownPeers.MAX_ADDRESSES)
					.mapToObj((i) -> "a:" + i + " " + ALICE + "\n")
					.collect(Collectors.joining()));
		Trust trust = Trust.firstUse(file());
		assertThat(trust.objection("a:7", ALICE)).isEmpty();
		assertThat(trust.objection("b:1", ALICE))
			.hasValueSatisfying((why) -> assertThat(why).contains("10000 addresses, no room for b:1"));
	}

	@Test
	void memory_full_refusesWhatIsNew() {
		Trust trust = Trust.firstUse();
		for (int i = 0; i < KnownPeers.MAX_ADDRESSES; i++) {
			assertThat(trust.objection("a:" + i, ALICE)).isEmpty();
		}
		assertThat(trust.objection("b:1", ALICE))
			.hasValueSatisfying((why) -> assertThat(why).contains("10000 addresses, no room for b:1"));
		assertThat(trust.objection("a:7", ALICE)).isEmpty();
	}

	@Test
	void file_reachedByALink_isReplacedBehindIt() throws Exception {
		Path real = Files.createFile(this.directory.resolve("real"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.createSymbolicLink(file(), real);
		assertThat(Trust.firstUse(file()).objection("a:1", ALICE)).isEmpty();
		assertThat(file()).isSymbolicLink();
		assertThat(real).hasContent("a:1 " + ALICE + "\n");
	}

}
