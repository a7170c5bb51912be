package io.noise;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.noise.session.LegacyOptions;
import io.noise.session.Session;
import io.noise.session.Sessions;
import io.noise.session.legacy.RawLegacy;
import io.noise.transport.Transports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Two nodes on a legacy session, and a node on a legacy session with a remote that speaks
 * something else.
 */
class LegacySessionTests {

	private static final int MAX_TEXT_BYTES = (1 << 20) - 16 - 5;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private Node node(Session session) {
		Node node = this.nodes.create((builder) -> builder.session(session));
		node.messages().register(3, Chat.class);
		return node;
	}

	private Node listening(Session session) {
		Node node = node(session);
		node.listen();
		return node;
	}

	@ParameterizedTest
	@EnumSource
	void everySuite_carriesMessagesBothWays(LegacyOptions.Cipher cipher) {
		for (LegacyOptions.Hash hash : LegacyOptions.Hash.values()) {
			Session session = Sessions.legacy(LegacyOptions.defaults().withCipher(cipher).withHash(hash));
			Node listener = listening(session);
			listener.onMessage(Chat.class, Peer::send);
			Peer peer = node(session).dial(listener.externalAddress());
			for (String text : new String[] { "", "hello", "x".repeat(MAX_TEXT_BYTES) }) {
				peer.send(new Chat(text));
				assertThat(peer.receive(Chat.class, Nodes.SOON)).isEqualTo(new Chat(text));
			}
			assertThat(peer.session()).isEqualTo("legacy");
			assertThat(peer.identity()).isEmpty();
		}
	}

	@Test
	void messageLongerThanFitsSealed_isNotSent() {
		Node listener = listening(Sessions.legacy());
		Peer peer = node(Sessions.legacy()).dial(listener.externalAddress());
		assertThatExceptionOfType(NotSentException.class)
			.isThrownBy(() -> peer.send(new Chat("x".repeat(MAX_TEXT_BYTES + 1))))
			.withMessageContaining("1048561 bytes (expected: at most 1048560");
		assertThat(peer.isConnected()).isTrue();
	}

	@Test
	void inMemory_worksAsOverTcp() {
		var transport = Transports.inMemory();
		Node listener = this.nodes.create((builder) -> builder.transport(transport).session(Sessions.legacy()));
		Node dialer = this.nodes.create((builder) -> builder.transport(transport).session(Sessions.legacy()));
		listener.messages().register(Chat.class);
		dialer.messages().register(Chat.class);
		listener.onMessage(Chat.class, Peer::send);
		listener.listen();
		Peer peer = dialer.dial(listener.externalAddress());
		peer.send(new Chat("hello"));
		assertThat(peer.receive(Chat.class, Nodes.SOON)).isEqualTo(new Chat("hello"));
	}

	@Test
	void applicationThatSendsInItsFirstHooks_isHeardOnBothSides() throws Exception {
		Node listener = node(Sessions.legacy());
		Node dialer = node(Sessions.legacy());
		CountDownLatch heard = new CountDownLatch(2);
		listener.onPeerConnected((n, peer) -> peer.send(new Chat("welcome")));
		dialer.onPeerDialed((n, peer) -> peer.send(new Chat("here I am")));
		listener.onMessage(Chat.class, (peer, chat) -> heard.countDown());
		dialer.onMessage(Chat.class, (peer, chat) -> heard.countDown());
		listener.listen();
		dialer.dial(listener.externalAddress());
		assertThat(heard.await(Nodes.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void bytesOneByOne_areUnderstood() throws Exception {
		Node node = listening(Sessions.legacy());
		RawLegacy other = new RawLegacy();
		try (RawPeer raw = RawPeer.dial(node)) {
			other.agree(raw.readFrame());
			oneByOne(raw, RawLegacy.frame(other.handshake()));
			oneByOne(raw, RawLegacy.frame(RawLegacy.ack()));
			oneByOne(raw, RawLegacy.frame(other.seal(new byte[] { 3, 1, 0, 0, 0, 'x' })));
			await().atMost(Nodes.SOON).until(() -> node.peers().size() == 1);
			assertThat(node.peers().get(0).receive(Chat.class, Nodes.SOON)).isEqualTo(new Chat("x"));
		}
	}

	private static void oneByOne(RawPeer raw, byte[] bytes) throws Exception {
		for (byte one : bytes) {
			raw.send(new byte[] { one });
		}
	}

	@Test
	void differentCiphers_doNotUnderstandEachOther() {
		Node listener = listening(Sessions.legacy());
		Peer peer = node(Sessions.legacy(LegacyOptions.defaults().withCipher(LegacyOptions.Cipher.CHACHA20_POLY1305)))
			.dial(listener.externalAddress());
		peer.send(new Chat("sealed otherwise"));
		await().atMost(Nodes.SOON).until(() -> !peer.isConnected());
		assertThat(peer.disconnectReason()).contains(DisconnectReason.REMOTE);
	}

	@Test
	void otherText_isABadSignature() {
		Node listener = listening(Sessions.legacy(LegacyOptions.defaults().withHandshakeMessage("another")));
		assertNoPeer(node(Sessions.legacy()), listener.externalAddress(), "handshake signature: does not verify");
	}

	private static void assertNoPeer(Node dialer, String address, String words) {
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> dialer.dial(address))
			.withMessageContaining(words)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.HANDSHAKE));
	}

	// --- time limits

	@Test
	void silentOther_isGivenUpWithTheHandshakesOwnTimeout() throws Exception {
		Node dialer = node(Sessions.legacy(LegacyOptions.defaults().withHandshakeTimeout(Duration.ofMillis(50))));
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertNoPeer(dialer, "127.0.0.1:" + server.getLocalPort(),
					"handshake: none from the other side within PT0.05S");
		}
	}

	@Test
	void missingAck_isGivenUpWithTheAcksOwnTimeout() throws Exception {
		Node dialer = node(Sessions.legacy(LegacyOptions.defaults().withAckTimeout(Duration.ofMillis(50))));
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Peer> dialed = dialer.dialAsync("127.0.0.1:" + server.getLocalPort());
			try (RawPeer raw = RawPeer.accept(server)) {
				raw.send(RawLegacy.frame(new RawLegacy().handshake()));
				assertThat(dialed).failsWithin(Nodes.SOON)
					.withThrowableThat()
					.withMessageContaining("ack: none from the other side within PT0.05S");
			}
		}
	}

	// --- other kinds of session

	@Test
	void legacyDialsSecure_namesBothKinds() {
		Node secure = this.nodes.listening();
		assertNoPeer(node(Sessions.legacy()), secure.externalAddress(), "legacy");
	}

	@Test
	void secureDialsLegacy_isToldThatLegacyBegins() {
		Node legacy = listening(Sessions.legacy());
		assertNoPeer(this.nodes.create(), legacy.externalAddress(),
				"as session legacy (perlin-network/noise v1.0) begins");
	}

	@Test
	void otherThatHangsUpWithoutAByte_mayBeAnyKind() throws Exception {
		Node dialer = node(Sessions.legacy());
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Peer> dialed = dialer.dialAsync("127.0.0.1:" + server.getLocalPort());
			try (RawPeer raw = RawPeer.accept(server)) {
				raw.readFrame();
			}
			assertThat(dialed).failsWithin(Nodes.SOON)
				.withThrowableThat()
				.withMessageContaining("hung up without a word"
						+ " (this side speaks session legacy; it may speak plain, secure or tls,"
						+ " or take no more connections from here)");
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "eeefe9f3e5adf8f8b201010100", "160301020001000102030405", "474554202f20485454502f312e310d0a" })
	void foreignFirstBytes_areNamedBehindOurHandshake(String first) throws Exception {
		Node dialer = node(Sessions.legacy());
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Peer> dialed = dialer.dialAsync("127.0.0.1:" + server.getLocalPort());
			try (RawPeer raw = RawPeer.accept(server)) {
				raw.send(first);
				assertThat(raw.readFrame()).hasSize(105);
				assertThat(dialed).failsWithin(Nodes.SOON)
					.withThrowableThat()
					.withMessageContaining("first bytes: " + first.substring(0, 16) + ", as ")
					.withMessageContaining("begins (expected: session legacy, at both ends)");
			}
		}
	}

	@Test
	void textThatLooksLikeTheBeginningOfTls_isNoTls() throws Exception {
		Node node = listening(Sessions.legacy());
		RawLegacy other = new RawLegacy();
		try (RawPeer raw = RawPeer.dial(node)) {
			byte[] early = RawPeer.chat(3, "from the listener");
			assertThat(early).startsWith(0x16, 0x03);
			raw.send(early).send(RawLegacy.frame(other.handshake())).send(RawLegacy.frame(RawLegacy.ack()));
			await().atMost(Nodes.SOON).until(() -> node.peers().size() == 1);
		}
	}

	@Test
	void legacyNode_keepsOpcodes1And2() {
		Node node = this.nodes.create((builder) -> builder.session(Sessions.legacy()));
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> node.messages().register(1, Chat.class))
			.withMessageContaining("opcode 1")
			.withMessageContaining("reserved by the session legacy (expected: 3 to 255)");
		assertThat(node.messages().register(Chat.class)).isEqualTo(3);
	}

}
