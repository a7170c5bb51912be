package io.noise.session.secure;

import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.noise.CapturedLog;
import io.noise.Node;
import io.noise.Nodes;
import io.noise.Peer;
import io.noise.identity.Curves;
import io.noise.identity.Identity;
import io.noise.session.LegacyOptions;
import io.noise.session.SecureOptions;
import io.noise.session.Session;
import io.noise.session.Sessions;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * An application that has put BouncyCastle before the platform's providers: it computes
 * what it is asked for by name, and nothing else.
 */
class BouncyCastleFirstTests {

	private static final byte[] LOW_ORDER = new byte[32];

	@RegisterExtension
	final Nodes nodes = new Nodes();

	@BeforeEach
	void putFirst() {
		Security.insertProviderAt(new BouncyCastleProvider(), 1);
	}

	@AfterEach
	void remove() {
		Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
	}

	@ParameterizedTest
	@EnumSource
	void ciphers_areThePlatforms(Suite suite) {
		assertThat(suite.cipher(null).getProvider().getName()).isEqualTo("SunJCE");
	}

	@ParameterizedTest
	@EnumSource(LegacyOptions.Cipher.class)
	void legacySession_works(LegacyOptions.Cipher cipher) {
		exchange(Sessions.legacy(LegacyOptions.defaults().withCipher(cipher)),
				Sessions.legacy(LegacyOptions.defaults().withCipher(cipher)));
	}

	@Test
	void lowOrderKey_isRefusedAsAlways() {
		assertThatExceptionOfType(HandshakeException.class).isThrownBy(() -> TestKeys.fresh().dh(LOW_ORDER))
			.withMessage(HandshakeException.lowOrderKey().getMessage());
	}

	@Test
	void identity_isGeneratedStoredAndLoaded(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("node.pem");
		Identity made = Identity.loadOrCreate(file);
		assertThat(Identity.load(file).id()).isEqualTo(made.id());
	}

	@ParameterizedTest
	@ValueSource(strings = { "BC", "SunJCE" })
	void provider_thatIsNamed_seals(String provider) {
		Session session = secure(SecureOptions.defaults().withProvider(provider));
		try (CapturedLog log = new CapturedLog(Node.class)) {
			exchange(session, secure(SecureOptions.defaults()));
			assertThat(log.lines()).anySatisfy((line) -> assertThat(line).startsWith("INFO ")
				.endsWith(
						"seals with AES/GCM/NoPadding of provider " + provider + ", after handshakes by BouncyCastle"));
		}
	}

	@Test
	void curvesOfTheJdk_andThoseOfBouncyCastle_understandEachOther() {
		SecureOptions ofTheJdk = SecureOptions.defaults().withCurves(Curves.JDK);
		try (CapturedLog log = new CapturedLog(Node.class)) {
			exchange(secure(ofTheJdk), secure(SecureOptions.defaults()));
			exchange(secure(SecureOptions.defaults()), secure(ofTheJdk));
			assertThat(log.lines()).anySatisfy((line) -> assertThat(line).endsWith("handshakes by the JDK"));
		}
	}

	@Test
	void providerThatIsNotNamed_isThePlatforms() {
		try (CapturedLog log = new CapturedLog(Node.class)) {
			exchange(secure(SecureOptions.defaults()), secure(SecureOptions.defaults()));
			assertThat(log.lines()).filteredOn((line) -> line.contains("seals with"))
				.hasSize(2)
				.allMatch((line) -> line.contains(" SunJCE, "));
		}
	}

	@Test
	void providerThatIsNotInstalled_isRefusedWithThoseThatAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> secure(SecureOptions.defaults().withProvider("Nonesuch")))
			.withMessageContaining("provider: \"Nonesuch\" (expected: one that is installed, [BC, ")
			.withMessageContaining("SunJCE");
	}

	@Test
	void providerThatLacksTheCiphers_isRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> secure(SecureOptions.defaults().withProvider("SunEC")))
			.withMessageContaining("provider: \"SunEC\", which has no AES/GCM/NoPadding");
	}

	private static Session secure(SecureOptions options) {
		return Sessions.secure(Identity.generate(), options);
	}

	record Chat(String text) {
	}

	private void exchange(Session one, Session other) {
		Node listener = node(one);
		List<String> received = new CopyOnWriteArrayList<>();
		listener.onMessage(Chat.class, (peer, chat) -> received.add(chat.text()));
		listener.listen();
		Peer peer = node(other).dial(listener.externalAddress());
		peer.send(new Chat("sealed"));
		await().atMost(Nodes.SOON).until(() -> received.contains("sealed"));
	}

	private Node node(Session session) {
		Node node = this.nodes.create((builder) -> builder.session(session));
		node.messages().register(3, Chat.class);
		return node;
	}

}
