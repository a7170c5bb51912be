package io.noise.session.secure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.noise.identity.Curves;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import io.noise.secrets.RecordedSecrets;
import io.noise.secrets.SecretSearch;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No key is logged or printed: looks for the keys of all tests of the run in all that the
 * library has logged, down to TRACE. The last class to run.
 */
@Order(Integer.MAX_VALUE)
class SecretsInLogTests {

	private static final Path LOG = Path.of("target", "everything.log");

	private static final byte[] SECRET = TestKeys.secret("a secret");

	@RegisterExtension
	final Target target = new Target();

	@Test
	void logOfTheWholeRun_holdsNoKey() throws Exception {
		this.target.start().assertHonestIsUnharmed();
		try (RawSecurePeer peer = this.target.connected()) {
			peer.sendBytes(new byte[100]);
			this.target.assertDisconnected("PROTOCOL");
		}
		List<byte[]> secrets = RecordedSecrets.all();
		assertThat(secrets).hasSizeGreaterThan(40);
		try (Stream<String> lines = Files.lines(LOG, StandardCharsets.ISO_8859_1)) {
			assertThat(lines.anyMatch((line) -> line.contains("record: 0 bytes"))).isTrue();
		}
		long at = new SecretSearch(secrets).find(LOG);
		assertThat(at).as("a key that ends at this place of %s", LOG).isEqualTo(-1);
	}

	@ParameterizedTest
	@EnumSource
	void keysOfAHandshake_areRecorded(Curves curves) {
		CurveArithmetic arithmetic = CurveArithmetic.of(curves);
		X25519KeyPair own = X25519KeyPair.generate(arithmetic);
		X25519KeyPair other = X25519KeyPair.generate(arithmetic);
		byte[] shared = own.dh(other.publicKey());
		Hkdf.derive(Hash.SHA256, TestKeys.secret("a chaining key"), shared);
		List<byte[]> recorded = RecordedSecrets.all();
		List<byte[]> last = recorded.subList(recorded.size() - 20, recorded.size());
		assertThat(last).anyMatch((secret) -> Arrays.equals(secret, shared));
		assertThat(last).anyMatch((secret) -> secret.length == X25519KeyPair.DHLEN
				&& Arrays.equals(arithmetic.publicKey(secret), own.publicKey()));
	}

	@Test
	void objectsThatHoldKeys_printNone() {
		Identity identity = Identity.generate();
		SecureKeys keys = new SecureKeys(identity, List.of(Suite.AESGCM), "network");
		CipherState cipher = new CipherState(Suite.AESGCM, SECRET);
		Handshake handshake = TestKeys.initiator(Suite.AESGCM);
		RecordCipher records = new RecordCipher(new CipherState(Suite.AESGCM, SECRET));
		RecordDecoder decoder = new RecordDecoder(records, Duration.ofSeconds(1), (bytes) -> {
		});
		String all = Stream
			.of(identity, keys, keys.staticKeys(), cipher, new CipherState.Pair(cipher, cipher), handshake, records,
					Sessions.secure(identity), decoder, new RecordEncoder(records),
					Suite.AESGCM.key(SECRET, SECRET.length), TestKeys.INITIATOR_STATIC)
			.map(String::valueOf)
			.reduce("", String::concat);
		assertThat(all).contains("CipherState[AESGCM, n=0]", "SecureKeys[Identity[");
		identity.sign(new byte[0]);
		List<byte[]> secrets = RecordedSecrets.all();
		secrets.add(SECRET);
		assertThat(new SecretSearch(secrets).find(all.getBytes(StandardCharsets.UTF_8))).isEqualTo(-1);
	}

	static Stream<String> forms() {
		HexFormat hex = HexFormat.of();
		byte[] part = Arrays.copyOfRange(SECRET, 3, 11);
		Stream<String> plain = Stream.of(hex.formatHex(SECRET), hex.formatHex(part),
				hex.formatHex(part).toUpperCase(Locale.ROOT), Arrays.toString(part),
				List.of(1, 2) + Arrays.toString(part), NodeId.of(SECRET).toString(),
				new String(part, StandardCharsets.ISO_8859_1));
		Stream<String> base64 = Stream.of(0, 1, 2).flatMap((before) -> {
			byte[] aligned = Frames.concat(new byte[before], part, new byte[5]);
			return Stream.of(Base64.getEncoder().encodeToString(aligned),
					Base64.getUrlEncoder().withoutPadding().encodeToString(aligned));
		});
		return Stream.concat(plain, base64);
	}

	@ParameterizedTest
	@MethodSource("forms")
	void search_findsAKeyHoweverItIsWritten(String form) {
		SecretSearch search = new SecretSearch(List.of(SECRET));
		byte[] text = ("12:00 DEBUG key: " + form + " was used\n").getBytes(StandardCharsets.ISO_8859_1);
		assertThat(search.find(text)).isPositive();
		assertThat(search.find("12:00 DEBUG key: none was used\n".getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(-1);
	}

}
