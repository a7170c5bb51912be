package io.noise;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.noise.message.InterceptorChain;
import io.noise.payload.PayloadWriter;
import io.noise.session.Sessions;
import io.noise.vectors.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Interceptors, compared with the log of Go noise with two callbacks of each kind.
 */
class InterceptorTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final JsonNode recorded = Vectors.read("callbacks.json");

	private Node node() {
		Node node = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		node.messages().register(1, Chat.class);
		return node;
	}

	private Node listening() {
		Node node = node();
		node.listen();
		return node;
	}

	private static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}

	private List<String> log(String who) {
		return this.recorded.get(who).valueStream().map(JsonNode::asString).toList();
	}

	/** Adds the interceptors of the sender in the recording. */
	private static void interceptSending(Interceptors interceptors, EventLog log) {
		interceptors.encodeHeader(header(log, 1, (out) -> out.writeShort(0x0101)));
		interceptors.encodeHeader(header(log, 2, (out) -> out.writeInt(7)));
		interceptors.encodeFooter(footer(log, 1, (out) -> out.writeString("F1")));
		interceptors.encodeFooter(footer(log, 2, (out) -> out.writeByte(0xf2)));
		interceptors.beforeSent(wrap(log, "before_sent_1", "b1", ""));
		interceptors.beforeSent(wrap(log, "before_sent_2", "b2", "e2"));
	}

	private static Interceptors.Encoder header(EventLog log, int number, Consumer<PayloadWriter> writer) {
		return encoder(log, "encode_header_" + number + " header=", writer);
	}

	private static Interceptors.Encoder footer(EventLog log, int number, Consumer<PayloadWriter> writer) {
		return encoder(log, "encode_footer_" + number + " footer=", writer);
	}

	private static Interceptors.Encoder encoder(EventLog log, String what, Consumer<PayloadWriter> writer) {
		return (message, out) -> {
			log.add(what + hex(out.toBytes()) + " msg=" + hex(message));
			writer.accept(out);
		};
	}

	private static Interceptors.Transform wrap(EventLog log, String what, String first, String last) {
		return (body) -> {
			log.add(what + " " + hex(body));
			return HexFormat.of().parseHex(first + hex(body) + last);
		};
	}

	@Test
	void sending_runsInTheOriginalsOrderAndGivesItsBytes() throws Exception {
		Node listener = node();
		EventLog log = new EventLog();
		listener.onPeerConnected((n, peer) -> {
			interceptSending(peer.interceptors(), log);
			peer.interceptors().afterSent(() -> log.add("after_sent"));
			peer.send(new Chat("hi"));
		});
		listener.listen();
		String wire = this.recorded.get("wire").asString();
		try (RawPeer raw = RawPeer.dial(listener)) {
			assertThat(raw.read(wire.length() / 2)).isEqualTo(wire);
		}
		log.awaitExactly(log("sender_log").toArray(String[]::new));
	}

	private static Interceptors.Transform unwrap(EventLog log, String what, int first, int last) {
		return (body) -> {
			log.add(what + " " + hex(body));
			return Arrays.copyOfRange(body, first, body.length - last);
		};
	}

	@Test
	void receiving_runsInTheOriginalsOrder() throws Exception {
		Node listener = node();
		EventLog log = new EventLog();
		listener.onPeerConnected((n, peer) -> {
			Interceptors interceptors = peer.interceptors();
			interceptors.beforeReceived(unwrap(log, "before_received_1", 1, 0));
			interceptors.beforeReceived(unwrap(log, "before_received_2", 1, 1));
			interceptors.decodeHeader((m, in) -> log.add("decode_header_1 " + hex(in.readRaw(2))));
			interceptors.decodeHeader((m, in) -> log.add("decode_header_2 " + in.readInt()));
			interceptors.decodeFooter((m, in) -> log.add("decode_footer_1 msg=" + hex(m) + " " + in.readString()));
			interceptors.decodeFooter((m, in) -> log
				.add("decode_footer_2 msg=" + hex(m) + " " + hex(in.readRaw(1)) + " left=" + in.remaining()));
			interceptors.afterReceived(() -> log.add("after_received"));
			log.add("ready");
		});
		listener.listen();
		try (RawPeer raw = RawPeer.dial(listener)) {
			log.awaitExactly("ready");
			raw.send(this.recorded.get("wire").asString());
			await().until(() -> listener.peers().size() == 1);
			log.add("message " + listener.peers().get(0).receive(Chat.class).text());
		}
		assertThat(log.events().subList(1, log.events().size()))
			.containsExactlyInAnyOrderElementsOf(log("receiver_log"))
			.startsWith(log("receiver_log").subList(0, 6).toArray(String[]::new));
	}

	@Test
	void interceptorThatFailsBeforeSending_failsTheMessageAndClosesThePeer() {
		Node listener = listening();
		Peer peer = node().dial(listener.externalAddress());
		peer.interceptors().beforeSent((body) -> {
			throw new IOException("on purpose");
		});
		CompletableFuture<Void> send = peer.sendAsync(new Chat("x"));
		assertThat(send).failsWithin(Nodes.SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NotSentException.class)
			.withMessageContaining("on purpose");
		await().until(() -> !peer.isConnected());
		assertThat(peer.disconnectReason()).contains(DisconnectReason.PROTOCOL);
	}

	@Test
	void interceptorThatFailsOnAHeader_failsTheMessageAndClosesThePeer() {
		Node listener = listening();
		Peer peer = node().dial(listener.externalAddress());
		peer.interceptors().encodeHeader((message, out) -> {
			throw new IOException("on purpose");
		});
		assertThat(peer.sendAsync(new Chat("x"))).failsWithin(Nodes.SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NotSentException.class);
		assertThat(peer.disconnectReason()).contains(DisconnectReason.PROTOCOL);
	}

	@Test
	void interceptorThatFailsOnReceiving_closesThePeerAndDeliversNothing() throws Exception {
		Node listener = node();
		EventLog log = new EventLog();
		listener.onMessage(Chat.class, (peer, chat) -> log.add(chat.text()));
		listener.onPeerConnected((n, peer) -> peer.interceptors().beforeReceived((body) -> {
			throw new GeneralSecurityException("bad tag");
		}));
		listener.onPeerInit((n, peer) -> log.add("ready"));
		listener.onPeerDisconnected((n, peer) -> log.add("" + peer.disconnectReason().orElseThrow()));
		listener.listen();
		try (RawPeer raw = RawPeer.dial(listener)) {
			log.awaitExactly("ready");
			raw.send(RawPeer.chat(1, "x")).send(RawPeer.chat(1, "y"));
			assertThat(raw.isAtEnd()).isTrue();
		}
		log.awaitExactly("ready", "PROTOCOL");
	}

	@Test
	void messageThatGrowsPastTheLimitWhenSealed_isNotSentAndClosesThePeer() {
		Node listener = listening();
		Node dialer = this.nodes.create((builder) -> builder.session(Sessions.plain()).maxMessageSize(10));
		dialer.messages().register(1, Chat.class);
		Peer peer = dialer.dial(listener.externalAddress());
		peer.interceptors().beforeSent((body) -> new byte[body.length + 10]);
		assertThat(peer.sendAsync(new Chat("x"))).failsWithin(Nodes.SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NotSentException.class)
			.withMessageContaining("16 bytes")
			.withMessageContaining("at most 10");
		assertThat(peer.disconnectReason()).contains(DisconnectReason.PROTOCOL);
	}

	@Test
	void interceptorThatIsRemoved_isNotCalled() {
		Node listener = listening();
		Peer peer = node().dial(listener.externalAddress());
		EventLog log = new EventLog();
		Registration registration = peer.interceptors().afterSent(() -> log.add("sent"));
		peer.send(new Chat("x"));
		log.awaitExactly("sent");
		registration.close();
		peer.send(new Chat("y"));
		assertThat(log.events()).containsExactly("sent");
	}

	@Test
	void lockOnReceive_stopsReadingAtExactlyThatFrame() throws Exception {
		Node listener = node();
		record Switch(int to) {
		}
		listener.messages().register(2, Switch.class);
		listener.listen();
		try (RawPeer raw = RawPeer.dial(listener)) {
			await().until(() -> listener.peers().size() == 1);
			Peer peer = listener.peers().get(0);
			Registration lock = peer.interceptors().lockOnReceive(Switch.class);
			raw.send(RawPeer.chat(1, "before"));
			raw.send("050201000000").send(sealed(RawPeer.chat(1, "behind")));
			assertThat(peer.receive(Chat.class).text()).isEqualTo("before");
			assertThat(peer.receive(Switch.class).to()).isEqualTo(1);
			peer.interceptors().beforeReceived(InterceptorTests::flip);
			lock.close();
			assertThat(peer.receive(Chat.class).text()).isEqualTo("behind");
		}
	}

	@Test
	void badFrameBehindALock_closesThePeerWhenTheLastLockIsOpened() throws Exception {
		Node listener = listening();
		try (RawPeer raw = RawPeer.dial(listener)) {
			await().until(() -> listener.peers().size() == 1);
			Peer peer = listener.peers().get(0);
			Registration lock = peer.interceptors().lockOnReceive(Chat.class);
			Registration other = peer.interceptors().lockOnReceive(Chat.class);
			raw.send("06010100000061" + "024d00");
			assertThat(peer.receive(Chat.class).text()).isEqualTo("a");
			lock.close();
			lock.close();
			assertThat(peer.isConnected()).isTrue();
			other.close();
			await().until(() -> !peer.isConnected());
			assertThat(peer.disconnectReason()).contains(DisconnectReason.DECODE);
			assertThat(raw.isAtEnd()).isTrue();
		}
	}

	/** Flips a bit of every byte of a short frame except its length. */
	static byte[] sealed(byte[] frame) {
		byte[] body = flip(Arrays.copyOfRange(frame, 1, frame.length));
		return new PayloadWriter().writeByte(frame[0]).writeRaw(body, 0, body.length).toBytes();
	}

	static byte[] flip(byte[] body) {
		for (int i = 0; i < body.length; i++) {
			body[i] ^= 1;
		}
		return body;
	}

	/** Interceptors that change arrays in place, at once and later. */
	static Stream<Arguments> meddlers() {
		return Stream.of(arguments("beforeSent", (Consumer<Interceptors>) (interceptors) -> {
			interceptors.beforeSent(InterceptorTests::invert);
			interceptors.beforeSent(InterceptorTests::invert);
		}), arguments("beforeSent once", (Consumer<Interceptors>) (interceptors) -> {
			interceptors.beforeSent(InterceptorTests::invert);
		}), arguments("encodeHeader", (Consumer<Interceptors>) (interceptors) -> {
			interceptors.encodeHeader((message, out) -> invert(message));
		}), arguments("encodeFooter", (Consumer<Interceptors>) (interceptors) -> {
			interceptors.encodeFooter((message, out) -> invert(message));
		}));
	}

	private static byte[] invert(byte[] body) {
		for (int i = 0; i < body.length; i++) {
			body[i] = (byte) ~body[i];
		}
		return body;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("meddlers")
	void arraysChangedInPlace_areNoOthers(String name, Consumer<Interceptors> meddler) throws Exception {
		byte[] shared = { 1, 2, 3 };
		InterceptorChain interceptors = new InterceptorChain((type) -> () -> {
		}, () -> {
		});
		meddler.accept(interceptors);
		byte[] sent = interceptors.beforeSent(interceptors.encode(shared));
		assertThat(shared).containsExactly(1, 2, 3);
		assertThat(sent).isEqualTo(name.endsWith("once") ? invert(shared.clone()) : shared);
	}

	@Test
	void withoutInterceptors_nothingIsCopied() throws Exception {
		byte[] shared = { 1, 2, 3 };
		InterceptorChain interceptors = new InterceptorChain((type) -> () -> {
		}, () -> {
		});
		assertThat(interceptors.beforeSent(interceptors.encode(shared))).isSameAs(shared);
	}

	@Test
	void broadcast_beforeSentInPlace_givesEachPeerItsOwn() {
		Node hub = listening();
		hub.onPeerConnected((n, peer) -> peer.interceptors().beforeSent(InterceptorTests::invert));
		List<Peer> spokes = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Node spoke = node();
			spoke.onPeerDialed((n, peer) -> peer.interceptors().beforeReceived(InterceptorTests::invert));
			spokes.add(spoke.dial(hub.externalAddress()));
		}
		await().until(() -> hub.peers().size() == spokes.size());
		for (int round = 0; round < 20; round++) {
			Chat chat = new Chat("to all " + round);
			assertThat(hub.broadcast(chat).join().failed()).isEmpty();
			for (Peer spoke : spokes) {
				assertThat(spoke.receive(Chat.class, Nodes.SOON)).isEqualTo(chat);
			}
		}
	}

}
