package io.noise.engine;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.noise.CapturedLog;
import io.noise.Chat;
import io.noise.DialException;
import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.Nodes;
import io.noise.Peer;
import io.noise.RawPeer;
import io.noise.protocol.Aead;
import io.noise.protocol.Ecdh;
import io.noise.protocol.Protocol;
import io.noise.session.Sessions;
import io.noise.session.legacy.RawLegacy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Attacks that the original allowed, tried on the session and on the blocks over real
 * sockets. Each is refused for its own reason, and the node still talks to honest peers.
 */
class LegacyAttackTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final CapturedLog log = new CapturedLog(ConnectionFaults.class.getName());

	private final RawLegacy stranger = new RawLegacy();

	private Node node;

	private RawPeer raw;

	/** The session and the blocks, which do the same. */
	enum Way {

		SESSION {

			@Override
			Node.Builder configure(Node.Builder builder) {
				return builder.session(Sessions.legacy());
			}

		},

		BLOCKS {

			@Override
			Node.Builder configure(Node.Builder builder) {
				Ecdh ecdh = new Ecdh();
				return builder.session(Sessions.plain()).protocol(Protocol.of(ecdh, new Aead(ecdh)));
			}

		};

		abstract Node.Builder configure(Node.Builder builder);

	}

	private Node node(Way way, UnaryOperator<Node.Builder> more) {
		Node made = this.nodes.create((builder) -> more.apply(way.configure(builder)));
		made.messages().register(3, Chat.class);
		return made;
	}

	@AfterEach
	void hangUp() throws Exception {
		this.log.close();
		if (this.raw != null) {
			this.raw.close();
		}
	}

	/** An attacker in the place of the listener. */
	private CompletableFuture<Peer> dialsStranger(Way way) throws Exception {
		this.node = node(way, (builder) -> builder);
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Peer> dialed = this.node.dialAsync("127.0.0.1:" + server.getLocalPort());
			this.raw = RawPeer.accept(server);
			return dialed;
		}
	}

	private void send(byte[] body) throws Exception {
		this.raw.send(RawLegacy.frame(body));
	}

	private void assertRefused(CompletableFuture<Peer> dialed, Way way, String words) throws Exception {
		assertThat(dialed).failsWithin(Nodes.SOON.toSeconds(), TimeUnit.SECONDS)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(DialException.class,
					(ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.HANDSHAKE))
			.withMessageContaining(words);
		assertUnharmed(way);
	}

	/** Asserts that the node still talks to an honest peer. */
	private void assertUnharmed(Way way) {
		Node honest = node(way, (builder) -> builder);
		honest.listen();
		Peer there = this.node.dial(honest.externalAddress());
		there.send(new Chat("still here"));
		await().atMost(Nodes.SOON).until(() -> honest.peers().size() == 1);
		assertThat(honest.peers().get(0).receive(Chat.class, Nodes.SOON)).isEqualTo(new Chat("still here"));
	}

	// --- before there is a key

	@ParameterizedTest
	@EnumSource
	void echoServer_isRefusedSinceOurKeyCameBack(Way way) throws Exception {
		CompletableFuture<Peer> dialed = dialsStranger(way);
		send(this.raw.readFrame());
		assertRefused(dialed, way, "handshake public key: our own came back");
	}

	@ParameterizedTest
	@EnumSource
	void neutralPoint_isRefusedAsAnUnsoundKey(Way way) throws Exception {
		CompletableFuture<Peer> dialed = dialsStranger(way);
		send(RawLegacy.neutralPoint());
		assertRefused(dialed, way, "handshake public key: refused");
	}

	@ParameterizedTest
	@EnumSource
	void badSignature_isRefused(Way way) throws Exception {
		CompletableFuture<Peer> dialed = dialsStranger(way);
		byte[] handshake = this.stranger.handshake();
		handshake[60] ^= 1;
		send(handshake);
		assertRefused(dialed, way, "handshake signature: does not verify");
	}

	@ParameterizedTest
	@EnumSource
	void handshakeTooShort_isRefusedByItsLength(Way way) throws Exception {
		CompletableFuture<Peer> dialed = dialsStranger(way);
		send(Arrays.copyOf(this.stranger.handshake(), 104));
		assertRefused(dialed, way,
				(way == Way.SESSION) ? "handshake: 104 bytes (expected: 105)" : "handshake: 103 bytes (expected: 104)");
	}

	@ParameterizedTest
	@EnumSource
	void handshakeTooLong_isRefusedByItsLength(Way way) throws Exception {
		CompletableFuture<Peer> dialed = dialsStranger(way);
		send(Arrays.copyOf(this.stranger.handshake(), 106));
		assertRefused(dialed, way,
				(way == Way.SESSION) ? "handshake: 106 bytes (expected: 105)" : "handshake: 105 bytes (expected: 104)");
	}

	@ParameterizedTest
	@EnumSource
	void keyOfAnotherLength_isRefused(Way way) throws Exception {
		CompletableFuture<Peer> dialed = dialsStranger(way);
		byte[] handshake = this.stranger.handshake();
		handshake[1] = 31;
		send(handshake);
		assertRefused(dialed, way, "handshake public key at offset");
	}

	@ParameterizedTest
	@EnumSource
	void secondHandshakeBeforeTheAck_isRefused(Way way) throws Exception {
		CompletableFuture<Peer> dialed = dialsStranger(way);
		send(this.stranger.handshake());
		send(this.stranger.handshake());
		assertRefused(dialed, way, (way == Way.SESSION) ? "a second handshake came" : "handshake: a second one came");
	}

	// --- in the clear

	@ParameterizedTest
	@EnumSource
	void textInTheClearBeforeTheAck_isDroppedAndTheSessionStands(Way way) throws Exception {
		CompletableFuture<Peer> dialed = dialsStranger(way);
		byte[] body = this.raw.readFrame();
		this.raw.send(RawPeer.chat(3, "before the handshake"));
		send(this.stranger.handshake());
		this.raw.send(RawPeer.chat(3, "before the ack"));
		send(RawLegacy.ack());
		this.stranger.agree(body);
		send(this.stranger.seal(chat("sealed")));
		Peer peer = dialed.join();
		assertThat(peer.receive(Chat.class)).isEqualTo(new Chat("sealed"));
		assertThat(peer.isConnected()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void textInTheClearBehindTheAck_doesNotOpen(Way way) throws Exception {
		Peer peer = established(way);
		this.raw.send(RawPeer.chat(3, "a text of more than sixteen bytes"));
		assertClosed(peer, way, "sealed frame 2: 38 bytes that do not open");
	}

	private static byte[] chat(String text) {
		byte[] frame = RawPeer.chat(3, text);
		return Arrays.copyOfRange(frame, 1, frame.length);
	}

	// --- after the switch to encryption

	/** An attacker that has completed the handshake. */
	private Peer established(Way way) throws Exception {
		this.node = node(way, (builder) -> builder);
		this.node.listen();
		this.raw = RawPeer.dial(this.node);
		byte[] theirs = this.raw.readFrame();
		send(this.stranger.handshake());
		this.stranger.agree(theirs);
		send(RawLegacy.ack());
		assertThat(this.raw.readFrame()).isEqualTo(RawLegacy.ack());
		await().atMost(Nodes.SOON).until(() -> this.node.peers().size() == 1);
		Peer peer = this.node.peers().get(0);
		send(this.stranger.seal(chat("first")));
		assertThat(peer.receive(Chat.class, Nodes.SOON)).isEqualTo(new Chat("first"));
		assertThat(peer.identity()).isEmpty();
		return peer;
	}

	private void assertClosed(Peer peer, Way way, String words) throws Exception {
		await().atMost(Nodes.SOON).until(() -> !peer.isConnected());
		assertThat(peer.disconnectReason()).contains(DisconnectReason.PROTOCOL);
		assertThat(this.raw.isAtEnd()).isTrue();
		assertThat(this.log.lines()).anyMatch((line) -> line.contains(words));
		assertUnharmed(way);
	}

	@ParameterizedTest
	@EnumSource
	void wrongCounter_doesNotOpen(Way way) throws Exception {
		Peer peer = established(way);
		this.stranger.seal(chat("skipped"));
		send(this.stranger.seal(chat("out of turn")));
		assertClosed(peer, way, "sealed frame 2: 32 bytes that do not open");
	}

	@ParameterizedTest
	@EnumSource
	void replayedFrame_doesNotOpen(Way way) throws Exception {
		Peer peer = established(way);
		byte[] sealed = this.stranger.seal(chat("once"));
		send(sealed);
		assertThat(peer.receive(Chat.class, Nodes.SOON)).isEqualTo(new Chat("once"));
		send(sealed);
		assertClosed(peer, way, "sealed frame 3: 25 bytes that do not open");
	}

	@ParameterizedTest
	@EnumSource
	void flippedBit_doesNotOpen(Way way) throws Exception {
		Peer peer = established(way);
		byte[] sealed = this.stranger.seal(chat("about to change"));
		sealed[7] ^= 0x10;
		send(sealed);
		assertClosed(peer, way, "sealed frame 2: 36 bytes that do not open");
	}

	@ParameterizedTest
	@EnumSource
	void frameShorterThanItsTag_doesNotOpen(Way way) throws Exception {
		Peer peer = established(way);
		send(new byte[15]);
		assertClosed(peer, way, "sealed frame 2: 15 bytes that do not open");
	}

	@ParameterizedTest
	@EnumSource
	void ourFrameSentBack_doesNotOpenOutOfTurn(Way way) throws Exception {
		Peer peer = established(way);
		peer.send(new Chat("mine"));
		send(this.raw.readFrame());
		assertClosed(peer, way, "sealed frame 2: 25 bytes that do not open");
	}

	@ParameterizedTest
	@EnumSource
	void secondHandshakeSealed_isRefused(Way way) throws Exception {
		Peer peer = established(way);
		send(this.stranger.seal(this.stranger.handshake()));
		assertClosed(peer, way, (way == Way.SESSION) ? "opcode 1: of the session's handshake, which is over"
				: "handshake: a second one came");
	}

	@ParameterizedTest
	@EnumSource
	void secondHandshakeInTheClear_isRefused(Way way) throws Exception {
		Peer peer = established(way);
		send(this.stranger.handshake());
		assertClosed(peer, way, "sealed frame 2: 105 bytes that do not open");
	}

	@ParameterizedTest
	@EnumSource
	void secondAck_isRefused(Way way) throws Exception {
		Peer peer = established(way);
		send(this.stranger.seal(RawLegacy.ack()));
		assertClosed(peer, way, (way == Way.SESSION) ? "opcode 2: of the session's handshake, which is over"
				: "ack: a second one came");
	}

}
