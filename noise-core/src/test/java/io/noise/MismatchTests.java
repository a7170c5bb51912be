package io.noise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.noise.engine.ConnectionLog;
import io.noise.identity.Identity;
import io.noise.protocol.Block;
import io.noise.protocol.Protocol;
import io.noise.session.Session;
import io.noise.session.Sessions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Two sides with different kinds of session, on real sockets: a side that has seen the
 * other's bytes names both kinds, and at once if the bytes suffice.
 */
class MismatchTests {

	private static final byte[] LEGACY = legacyHandshake();

	private static final byte[] HTTP_REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: somebody/1.0\r\nAccept: text/html\r\n\r\n"
		.getBytes(StandardCharsets.US_ASCII);

	private static final byte[] HTTP_ANSWER = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
		.getBytes(StandardCharsets.US_ASCII);

	/** The reply of a TLS server to a client that does not speak TLS. */
	private static final byte[] TLS_ALERT = { 0x15, 3, 3, 0, 2, 2, 70 };

	/** Longer than any test; a failure before that is caused by the bytes. */
	private static final Duration NEVER = Duration.ofHours(1);

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final ConnectionLog log = new ConnectionLog();

	@AfterEach
	void closeLog() {
		this.log.close();
	}

	private static byte[] legacyHandshake() {
		byte[] handshake = new byte[106];
		handshake[0] = 105;
		handshake[1] = 1;
		handshake[2] = 32;
		handshake[38] = 64;
		return handshake;
	}

	private Node node(Session session) {
		return this.nodes.create((builder) -> builder.session(session).handshakeTimeout(NEVER));
	}

	private Node listening(Session session) {
		Node node = node(session);
		node.listen();
		return node;
	}

	private static Session secure() {
		return Sessions.secure(Identity.generate());
	}

	/** A block that waits for the first message of the other side. */
	private static final class Listens implements Block {

		@Override
		public void onRegister(Messages messages) {
			messages.register(200, Chat.class);
		}

		@Override
		public void onBegin(Peer peer) {
			peer.receive(Chat.class, NEVER);
		}

	}

	private Node plainWithBlock(Duration handshakeTimeout) {
		return this.nodes.create((builder) -> builder.session(Sessions.plain())
			.handshakeTimeout(handshakeTimeout)
			.protocol(Protocol.of(new Listens())));
	}

	// --- bytes of strangers

	static Stream<Arguments> strangers() {
		return Stream.of(arguments(HTTP_REQUEST, "as HTTP begins"), arguments(LEGACY, "as session legacy"));
	}

	@ParameterizedTest
	@MethodSource("strangers")
	void secureListener_namesWhoDials(byte[] bytes, String kind) throws Exception {
		try (RawPeer raw = RawPeer.dial(listening(secure())).send(bytes)) {
			this.log.awaitLine(kind, "expected: a node with session secure");
			assertThat(raw.isAtEnd()).isTrue();
		}
	}

	@ParameterizedTest
	@MethodSource("strangers")
	void plainListener_namesWhoDials(byte[] bytes, String kind) throws Exception {
		Node node = listening(Sessions.plain());
		EventLog reasons = new EventLog();
		node.onPeerDisconnected((n, peer) -> reasons.add("" + peer.disconnectReason().orElseThrow()));
		try (RawPeer raw = RawPeer.dial(node).send(bytes)) {
			this.log.awaitLine(kind, "expected: a node with session plain", "not registered");
			assertThat(raw.isAtEnd()).isTrue();
		}
		reasons.awaitExactly("DECODE");
		assertThat(node.stats().decodeFailures()).isEqualTo(1);
	}

	static Stream<Arguments> listeners() {
		return Stream.of(arguments(TLS_ALERT, "as TLS begins"), arguments(HTTP_ANSWER, "as HTTP begins"),
				arguments(LEGACY, "as session legacy"));
	}

	@ParameterizedTest
	@MethodSource("listeners")
	void secureDialler_namesWhoListens(byte[] bytes, String kind) throws Exception {
		assertThat(dialFailure(node(secure()), bytes)).hasMessageContaining(kind)
			.hasMessageContaining("expected: a node with session secure")
			.extracting(DialException::reason)
			.isEqualTo(DialException.Reason.HANDSHAKE);
	}

	@ParameterizedTest
	@MethodSource("listeners")
	void plainDialler_namesWhoListens(byte[] bytes, String kind) throws Exception {
		assertThat(dialFailure(plainWithBlock(NEVER), bytes)).hasMessageContaining(kind)
			.hasMessageContaining("expected: a node with session plain")
			.extracting(DialException::reason)
			.isEqualTo(DialException.Reason.HANDSHAKE);
	}

	/**
	 * Returns the failure of a dial to a server that sends some bytes and then closes.
	 */
	private static DialException dialFailure(Node node, byte[] bytes) throws IOException {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			var dial = node.dialAsync("127.0.0.1:" + server.getLocalPort());
			try (RawPeer raw = RawPeer.accept(server).send(bytes)) {
				raw.end();
				return failure(dial);
			}
		}
	}

	private static DialException failure(CompletableFuture<Peer> dial) {
		await().atMost(Nodes.SOON).until(dial::isDone);
		return (DialException) catchThrowableOfType(ExecutionException.class, dial::get).getCause();
	}

	@Test
	void plainDialler_whoWaitsForTheRestOfATlsAlert_saysSoAtTheDeadline() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			var dial = plainWithBlock(Duration.ofMillis(300)).dialAsync("127.0.0.1:" + server.getLocalPort());
			try (RawPeer raw = RawPeer.accept(server).send(TLS_ALERT)) {
				assertThat(failure(dial)).hasMessageContaining("handshake timeout")
					.hasMessageContaining("as TLS begins")
					.hasMessageContaining("session plain");
				assertThat(raw.isAtEnd()).isTrue();
			}
		}
	}

	@Test
	void plain_takesForeignBytesForAMessage_whereTheyAreOne() throws Exception {
		Node node = node(Sessions.plain());
		// with a type at opcode 1, that handshake is a text and surplus bytes
		node.messages().register(1, Chat.class);
		EventLog texts = new EventLog();
		node.onMessage(Chat.class, (peer, chat) -> texts.add("" + chat.text().length()));
		node.listen();
		try (RawPeer raw = RawPeer.dial(node).send(LEGACY).send(RawPeer.chat(1, "more")).send("014d")) {
			texts.awaitExactly("32", "4");
			this.log.awaitLine("opcode 77: not registered");
			assertThat(this.log.lines()).noneMatch((line) -> line.contains("first bytes"));
			assertThat(raw.isAtEnd()).isTrue();
		}
	}

	// --- real programs

	static Stream<Session> sessions() {
		return Stream.of(secure(), Sessions.plain());
	}

	@ParameterizedTest
	@MethodSource("sessions")
	void tlsClient_isNamed(Session session) throws Exception {
		Node node = listening(session);
		try (SSLSocket client = (SSLSocket) SSLSocketFactory.getDefault().createSocket("127.0.0.1", node.port())) {
			client.setSoTimeout((int) Nodes.SOON.toMillis());
			assertThatExceptionOfType(IOException.class).isThrownBy(client::startHandshake)
				.isNotInstanceOf(SocketTimeoutException.class);
		}
		this.log.awaitLine("as TLS begins", "expected: a node with session " + session.name());
	}

	@ParameterizedTest
	@MethodSource("sessions")
	void httpClient_isNamed(Session session) {
		Node node = listening(session);
		HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + node.externalAddress())).build();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.send(request, BodyHandlers.ofString()));
		this.log.awaitLine("as HTTP begins", "expected: a node with session " + session.name());
	}

	// --- kinds of this library

	@Test
	void secureDialler_ofAPlainListener_isToldApart() {
		Node plain = listening(Sessions.plain());
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> node(secure()).dial(plain.externalAddress()))
			.withMessageContaining("this side speaks session secure; it may speak plain, legacy or tls")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.HANDSHAKE));
		this.log.awaitLine("LIMIT", "as session secure begins", "expected: a node with session plain");
	}

	@Test
	void plainDialler_ofASecureListener_isNamedWhenItSpeaks() {
		Node plain = node(Sessions.plain());
		plain.messages().register(16, Chat.class);
		Peer peer = plain.dial(listening(secure()).externalAddress());
		peer.send(new Chat("hello"));
		this.log.awaitLine("0a10050000006865", "perhaps session plain", "expected: a node with session secure");
		await().atMost(Nodes.SOON).until(() -> !peer.isConnected());
	}

	@Test
	void plainDialler_ofASecureListener_isCutOffAtTheDeadlineWhenItIsSilent() {
		Node secure = this.nodes
			.create((builder) -> builder.session(secure()).handshakeTimeout(Duration.ofMillis(300)));
		secure.listen();
		Peer peer = node(Sessions.plain()).dial(secure.externalAddress());
		this.log.awaitLine("no session secure within PT0.3S");
		await().atMost(Nodes.SOON).until(() -> !peer.isConnected());
		assertThat(peer.disconnectReason()).contains(DisconnectReason.REMOTE);
	}

	@Test
	void secureDialler_ofALegacyListener_isToldApart() {
		Node legacy = listening(Sessions.legacy());
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> node(secure()).dial(legacy.externalAddress()))
			.withMessageContainingAll("as session legacy", "expected: a node with session secure");
		this.log.awaitLine("as session secure begins", "expected: session legacy");
	}

	@Test
	void legacyDialler_ofASecureListener_isToldApart() {
		Node secure = listening(secure());
		assertThatExceptionOfType(DialException.class)
			.isThrownBy(() -> node(Sessions.legacy()).dial(secure.externalAddress()))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.HANDSHAKE));
		this.log.awaitLine("as session legacy", "expected: a node with session secure");
	}

	@Test
	void legacyDialler_ofAPlainListener_isToldApart() {
		Node plain = listening(Sessions.plain());
		assertThatExceptionOfType(DialException.class)
			.isThrownBy(() -> node(Sessions.legacy()).dial(plain.externalAddress()))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.HANDSHAKE));
		this.log.awaitLine("as session legacy", "expected: a node with session plain");
	}

	@Test
	void plainDialler_ofALegacyListener_isToldApart() {
		Peer peer = node(Sessions.plain()).dial(listening(Sessions.legacy()).externalAddress());
		this.log.awaitLine("as session legacy", "expected: a node with session plain");
		await().atMost(Nodes.SOON).until(() -> !peer.isConnected());
		assertThat(peer.disconnectReason()).contains(DisconnectReason.DECODE);
	}

	// --- messages for operators

	static Stream<Arguments> pairs() {
		List<String> kinds = List.of("secure", "plain", "legacy");
		return kinds.stream()
			.flatMap((dialler) -> kinds.stream()
				.filter((listener) -> !listener.equals(dialler))
				.map((listener) -> arguments(dialler, listener)));
	}

	private static Session session(String kind) {
		return switch (kind) {
			case "plain" -> Sessions.plain();
			case "legacy" -> Sessions.legacy();
			default -> secure();
		};
	}

	private Node impatient(String kind, UnaryOperator<Node.Builder> more) {
		return this.nodes
			.create((builder) -> more.apply(builder.session(session(kind)).handshakeTimeout(Duration.ofMillis(300))));
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void keptAddressOfAnotherKind_isToldAtBothEnds(String dialler, String listener) {
		assertToldAtBothEnds(dialler, listener, (builder) -> builder);
	}

	@Test
	void keptAddressOfAnotherKind_beforeASetupIsDone_isToldAtBothEnds() {
		assertToldAtBothEnds("plain", "secure", (builder) -> builder.protocol(Protocol.of(new Listens())));
	}

	private void assertToldAtBothEnds(String dialler, String listener, UnaryOperator<Node.Builder> more) {
		try (CapturedLog all = new CapturedLog("io.noise")) {
			Node there = impatient(listener, (builder) -> builder);
			there.listen();
			Node here = impatient(dialler, more);
			here.keepConnected(there.externalAddress());
			await().atMost(Nodes.SOON)
				.untilAsserted(() -> assertThat(all.lines())
					.anySatisfy((line) -> assertThat(line).startsWith("WARN Node[")
						.contains(there.externalAddress(), "noise.session", "session " + dialler,
								"this node has " + dialler)
						.containsPattern("(session |perhaps |may speak .*)" + listener))
					.anySatisfy((line) -> assertThat(line).startsWith("INFO Node[")
						.contains("seems to have another kind of session", "session " + listener, "noise.session")
						.containsPattern("(session |perhaps |may speak )" + dialler)));
			assertThat(all.lines()).noneMatch((line) -> line.contains("raise noise.handshake-timeout"));
			assertThat(all.lines().stream().filter((line) -> line.contains("seem to have different kinds"))).hasSize(1);
			assertThat(all.lines().stream().filter((line) -> line.startsWith("INFO") && line.contains("another kind")))
				.hasSize(1);
		}
	}

	// --- cut off

	@Test
	void secureDialler_thatIsCutOffWithoutAByte_saysWhatItSpeaks() throws Exception {
		assertThat(dialFailure(node(secure()), new byte[0]))
			.hasMessageContaining("hung up without a word (this side speaks session secure");
	}

	@Test
	void secureDialler_thatIsResetWithoutAByte_saysWhatItSpeaks() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			var dial = node(secure()).dialAsync("127.0.0.1:" + server.getLocalPort());
			try (RawPeer raw = RawPeer.accept(server)) {
				assertThat(raw.read(10)).isEqualTo("eeefe9f3e5adf8f8b201");
				raw.reset();
				assertThat(failure(dial))
					.hasMessageContaining("hung up without a word (this side speaks session secure");
			}
		}
	}

}
