package io.noise;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.noise.protocol.Protocol;
import io.noise.session.Sessions;
import io.noise.transport.TestTransports;
import io.noise.transport.Transport;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Data that a peer sent before it left, while this side had stopped reading. Native
 * transports read on at the end, NIO does not; users see no difference.
 */
class PausedReadingTests {

	private static final String TCP = "io.noise.transport.TestTransports#tcp";

	/** More than a first read returns, less than the window of an idle connection. */
	private static final int BEHIND = 300;

	private static final String SWITCH = "050201000000";

	@RegisterExtension
	final Nodes nodes = new Nodes();

	record Switch(int to) {
	}

	private static void register(Messages messages) {
		messages.register(1, Chat.class);
		messages.register(2, Switch.class);
	}

	private static Peer only(Node node) {
		await().atMost(Nodes.SOON).until(() -> node.peers().size() == 1);
		return node.peers().get(0);
	}

	/** Sends a switch, and after it chats in another form; then closes. */
	private static long sendAndLeave(RawPeer raw) throws IOException {
		raw.send(SWITCH);
		long sent = SWITCH.length() / 2;
		for (int i = 0; i < BEHIND; i++) {
			byte[] frame = InterceptorTests.sealed(RawPeer.chat(1, text(i)));
			raw.send(frame);
			sent += frame.length;
		}
		raw.end();
		return sent;
	}

	private static String text(int number) {
		return number + "x".repeat(100);
	}

	private Node listening(Transport transport) {
		Node node = this.nodes.create((builder) -> builder.session(Sessions.plain()).transport(transport));
		register(node.messages());
		node.listen();
		return node;
	}

	/** Returns the only peer of a node, from which nothing is read any more. */
	private static Peer locked(Node node, RawPeer raw) throws IOException {
		Peer peer = only(node);
		peer.interceptors().lockOnReceive(Switch.class);
		raw.send(SWITCH);
		peer.receive(Switch.class);
		return peer;
	}

	/** Waits until the end is read, except on NIO, which does not even look. */
	private static void awaitTheEndIsRead(Transport transport, Peer peer, long bytes) {
		if (!transport.toString().equals(TestTransports.nio().toString())) {
			await().atMost(Nodes.SOON).until(() -> peer.stats().bytesReceived() == bytes);
		}
	}

	@ParameterizedTest
	@MethodSource(TCP)
	void framesBehindALock_areReadInTheirStateThoughThePeerHasLeft(Transport transport) throws Exception {
		Node node = this.nodes.create((builder) -> builder.session(Sessions.plain()).transport(transport));
		register(node.messages());
		EventLog log = new EventLog();
		node.onPeerDisconnected((n, peer) -> log.add("" + peer.disconnectReason().orElseThrow()));
		node.listen();
		try (RawPeer raw = RawPeer.dial(node)) {
			Peer peer = only(node);
			Registration lock = peer.interceptors().lockOnReceive(Switch.class);
			long sent = sendAndLeave(raw);
			assertThat(peer.receive(Switch.class).to()).isEqualTo(1);
			awaitTheEndIsRead(transport, peer, sent);
			assertThat(peer.isConnected()).isTrue();
			peer.interceptors().beforeReceived(InterceptorTests::flip);
			lock.close();
			for (int i = 0; i < BEHIND; i++) {
				assertThat(peer.receive(Chat.class).text()).isEqualTo(text(i));
			}
			log.awaitExactly("REMOTE");
		}
	}

	@ParameterizedTest
	@MethodSource(TCP)
	void setup_readsEveryFrameInItsStateThoughThePeerHasLeft(Transport transport) throws Exception {
		CompletableFuture<Long> sent = new CompletableFuture<>();
		Node node = this.nodes
			.create((builder) -> builder.session(Sessions.plain()).transport(transport).protocol(Protocol.of((peer) -> {
				peer.receive(Switch.class);
				awaitTheEndIsRead(transport, peer, sent.get());
				peer.interceptors().beforeReceived(InterceptorTests::flip);
			})));
		register(node.messages());
		EventLog log = new EventLog();
		node.onPeerConnected((n, peer) -> log.add("connected"));
		node.onMessage(Chat.class, (peer, chat) -> log.add(chat.text()));
		node.onPeerDisconnected((n, peer) -> log.add("" + peer.disconnectReason().orElseThrow()));
		node.listen();
		try (RawPeer raw = RawPeer.dial(node)) {
			sent.complete(sendAndLeave(raw));
			List<String> expected = new ArrayList<>(List.of("connected"));
			IntStream.range(0, BEHIND).forEach((i) -> expected.add(text(i)));
			expected.add("REMOTE");
			log.awaitExactly(expected.toArray(String[]::new));
		}
	}

	@ParameterizedTest
	@MethodSource(TCP)
	void peerThatResetsWhileReadingIsPaused_isGoneAtTheNextWritesAtTheLatest(Transport transport) throws Exception {
		assertGoneWhenWritten(transport, RawPeer::reset);
	}

	@ParameterizedTest
	@MethodSource("io.noise.transport.TestTransports#nativeTcp")
	void peerThatResetsWhileReadingIsPaused_isGoneAtOnceOnANativeTransport(Transport transport) throws Exception {
		Node node = listening(transport);
		RawPeer raw = RawPeer.dial(node);
		Peer peer = locked(node, raw);
		raw.reset();
		await().atMost(Nodes.SOON).until(() -> !peer.isConnected());
		assertThat(peer.disconnectReason()).contains(DisconnectReason.CONNECTION_LOST);
	}

	@ParameterizedTest
	@MethodSource(TCP)
	void peerThatClosesWhileReadingIsPaused_isGoneAtTheNextWritesAtTheLatest(Transport transport) throws Exception {
		assertGoneWhenWritten(transport, RawPeer::close);
	}

	@ParameterizedTest
	@MethodSource(TCP)
	void tinyMessagesThatNobodyTakes_countMoreThanTheirBytes(Transport transport) throws Exception {
		record Nothing() {
		}
		Node node = this.nodes.create((builder) -> builder.session(Sessions.plain()).transport(transport));
		node.messages().register(1, Nothing.class);
		node.listen();
		int sent = 100_000;
		try (RawPeer raw = RawPeer.dial(node)) {
			Peer peer = only(node);
			raw.send("0101".repeat(sent));
			int kept = Limits.defaults().receiveQueue() / (1 + 64) + 1;
			await().atMost(Nodes.SOON).until(() -> peer.stats().messagesReceived() == kept);
			for (int i = 0; i < sent; i++) {
				peer.receive(Nothing.class);
			}
			assertThat(peer.stats().messagesReceived()).isEqualTo(sent);
		}
	}

	private void assertGoneWhenWritten(Transport transport, ThrowingConsumer<RawPeer> leave) throws Exception {
		Node node = listening(transport);
		RawPeer raw = RawPeer.dial(node);
		Peer peer = locked(node, raw);
		leave.accept(raw);
		await().atMost(Nodes.SOON).until(() -> {
			peer.sendAsync(new Chat("still there?"));
			return !peer.isConnected();
		});
		assertThat(peer.disconnectReason()).contains(DisconnectReason.CONNECTION_LOST);
	}

}
