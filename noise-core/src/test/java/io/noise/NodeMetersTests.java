package io.noise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.noise.NodeObserver.Hook;
import io.noise.NodeObserver.Outcome;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NodeMeters} and {@link NodeObserver}.
 */
class NodeMetersTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final Observed observed = new Observed();

	private Node node;

	private Node other;

	record Question(String text) {
	}

	record Answer(String text) {
	}

	/** Notes in words what it is told. */
	private static final class Observed implements NodeObserver {

		private final List<String> notes = new CopyOnWriteArrayList<>();

		@Override
		public void handshake(Direction direction, @Nullable DisconnectReason failure, long nanos) {
			note("handshake " + direction + " " + failure, nanos);
		}

		@Override
		public void roundTrip(long nanos) {
			note("round trip", nanos);
		}

		@Override
		public void hook(Hook kind, boolean failed, long nanos) {
			note("hook " + kind + (failed ? " failed" : ""), nanos);
		}

		@Override
		public void request(Direction direction, int opcode, Outcome outcome, long nanos) {
			note("request " + direction + " " + opcode + " " + outcome, nanos);
		}

		private void note(String what, long nanos) {
			this.notes.add((nanos >= 0) ? what : what + " in " + nanos);
		}

	}

	@BeforeEach
	void create() {
		this.node = create(this.nodes);
		this.other = create(this.nodes);
		this.other.listen();
	}

	private static Node create(Nodes nodes) {
		Node node = nodes.create((
				builder) -> builder.connectTimeout(Nodes.SOON).handshakeTimeout(Nodes.SOON).requestTimeout(Nodes.SOON));
		node.messages().register(7, Question.class);
		node.messages().register(8, Answer.class);
		return node;
	}

	private Peer dial() {
		return this.node.dial(this.other.externalAddress());
	}

	@Test
	void atFirst_everythingIsZero() {
		NodeMeters meters = this.node.meters();
		for (DialException.Reason reason : DialException.Reason.values()) {
			assertThat(meters.failedDials(reason)).isZero();
		}
		for (DisconnectReason reason : DisconnectReason.values()) {
			assertThat(meters.disconnects(reason)).isZero();
		}
		for (NodeMeters.Drop reason : NodeMeters.Drop.values()) {
			assertThat(meters.droppedMessages(reason)).isZero();
		}
		for (Direction direction : Direction.values()) {
			assertThat(meters.bytes(direction)).isZero();
			assertThat(meters.queuedBytes(direction)).isZero();
			assertThat(meters.maxQueuedBytes(direction)).isZero();
			assertThat(IntStream.rangeClosed(1, 255).mapToLong((opcode) -> meters.messages(direction, opcode)).sum())
				.isZero();
		}
		assertThat(meters.eventLoops()).isEmpty();
	}

	@Test
	void messages_areCountedByType_asAreRequestsAndReplies() {
		this.other.onRequest(Question.class, (peer, question) -> new Answer(question.text()));
		Peer peer = dial();
		peer.send(new Answer("unasked"));
		peer.sendAsync(new Answer("unasked")).join();
		assertThat(peer.request(new Question("how"), Answer.class).text()).isEqualTo("how");
		peer.requestAsync(new Question("how"), Answer.class).join();
		assertThat(counts(this.node, Direction.OUTBOUND)).containsExactly(2, 2);
		assertThat(counts(this.node, Direction.INBOUND)).containsExactly(0, 2);
		assertThat(counts(this.other, Direction.OUTBOUND)).containsExactly(0, 2);
		assertThat(counts(this.other, Direction.INBOUND)).containsExactly(2, 2);
	}

	private static List<Integer> counts(Node node, Direction direction) {
		return List.of((int) node.meters().messages(direction, 7), (int) node.meters().messages(direction, 8));
	}

	@Test
	void messages_noOpcode_isRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.node.meters().messages(Direction.INBOUND, 256))
			.withMessage("opcode: 256 (expected: 1 to 255)");
	}

	@Test
	void bytes_areThoseOfAllConnections_alsoOfEndedOnes() {
		Peer first = dial();
		first.send(new Answer("bytes"));
		first.disconnect();
		Peer second = dial();
		second.disconnect();
		long sent = first.stats().bytesSent() + second.stats().bytesSent();
		assertThat(this.node.meters().bytes(Direction.OUTBOUND)).isEqualTo(sent).isPositive();
		assertThat(this.node.meters().bytes(Direction.INBOUND))
			.isEqualTo(first.stats().bytesReceived() + second.stats().bytesReceived());
		await().untilAsserted(() -> assertThat(this.other.meters().bytes(Direction.INBOUND)).isEqualTo(sent));
	}

	@Test
	void dialsAndDisconnects_areCountedByReason() {
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> this.node.dial("nonsense"));
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> this.other.dial(this.other.externalAddress()));
		dial().disconnect();
		assertThat(this.node.meters().failedDials(DialException.Reason.INVALID_ADDRESS)).isOne();
		assertThat(this.other.meters().failedDials(DialException.Reason.SELF)).isOne();
		assertThat(this.other.stats().dialFailures()).isZero();
		assertThat(this.node.meters().disconnects(DisconnectReason.LOCAL)).isOne();
		await().until(() -> this.other.meters().disconnects(DisconnectReason.REMOTE) == 1);
	}

	@Test
	void messagesThatNobodyTakes_waitAndAreDropped() {
		Peer peer = dial();
		peer.send(new Answer("1"));
		peer.send(new Answer("2"));
		NodeMeters meters = this.other.meters();
		await().until(() -> meters.queuedBytes(Direction.INBOUND) > 2 * 64);
		assertThat(meters.maxQueuedBytes(Direction.INBOUND)).isEqualTo(meters.queuedBytes(Direction.INBOUND));
		this.other.close();
		assertThat(meters.queuedBytes(Direction.INBOUND)).isZero();
		assertThat(meters.droppedMessages(NodeMeters.Drop.DISCONNECTED)).isEqualTo(2);
		assertThat(this.other.stats().messagesDropped()).isEqualTo(2);
	}

	@Test
	void eventLoops_areThereOnceTheNodeListens() {
		assertThat(this.other.meters().eventLoops()).hasSizeGreaterThan(1);
	}

	@Test
	void observer_isToldOfHandshakesAndPings() {
		Registration registration = this.node.meters().observe(this.observed);
		dial().ping().join();
		assertThat(this.observed.notes).containsExactly("handshake OUTBOUND null", "round trip");
		registration.close();
		dial().ping().join();
		assertThat(this.observed.notes).hasSize(2);
	}

	@Test
	void observer_isToldOfFailedHandshakes() throws IOException {
		this.other.meters().observe(this.observed);
		try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), this.other.port())) {
			stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			await().until(() -> !this.observed.notes.isEmpty());
		}
		assertThat(this.observed.notes).hasSize(1)
			.first(InstanceOfAssertFactories.STRING)
			.startsWith("handshake INBOUND ")
			.doesNotContain("null");
	}

	@Test
	void observer_isToldOfHooks() {
		this.node.onPeerDialed((n, peer) -> {
		});
		this.node.onPeerInit((n, peer) -> {
			throw new IllegalStateException("planted");
		});
		this.node.onPeerDisconnected((n, peer) -> {
		});
		this.node.onDialFailed((n, address, error) -> {
		});
		this.node.meters().observe(this.observed);
		Peer peer = dial();
		peer.onDisconnect((n, p) -> {
		});
		peer.disconnect();
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> this.node.dial("nonsense"));
		await().until(() -> this.observed.notes.contains("hook DIAL_FAILED"));
		assertThat(this.observed.notes).containsSubsequence("hook PEER_DIALED", "hook PEER_INIT failed",
				"hook DISCONNECT", "hook PEER_DISCONNECTED", "hook DIAL_FAILED");
	}

	@Test
	void observer_isToldOfRequestsOfBothSides() {
		Observed asked = new Observed();
		this.node.meters().observe(this.observed);
		this.other.meters().observe(asked);
		this.other.onRequest(Question.class, (peer, question) -> switch (question.text()) {
			case "never" -> new CompletableFuture<>();
			case "reject" -> throw new RequestRejectedException("no");
			case "fail" -> throw new IllegalStateException("planted");
			default -> new Answer("fine");
		});
		Peer peer = dial();
		peer.request(new Question("fine"), Answer.class);
		assertThatExceptionOfType(RequestException.class)
			.isThrownBy(() -> peer.request(new Question("reject"), Answer.class));
		assertThatExceptionOfType(RequestException.class)
			.isThrownBy(() -> peer.request(new Question("fail"), Answer.class));
		assertThatExceptionOfType(RequestException.class)
			.isThrownBy(() -> peer.request(new Answer("nobody"), Answer.class));
		CompletableFuture<Answer> unanswered = peer.requestAsync(new Question("never"), Answer.class);
		await().until(() -> this.other.meters().messages(Direction.INBOUND, 7) == 4);
		unanswered.cancel(true);
		await().until(() -> asked.notes.contains("request INBOUND 7 CANCELLED")
				&& this.observed.notes.contains("request OUTBOUND 7 CANCELLED"));
		assertThat(requests(this.observed)).containsExactly("request OUTBOUND 7 SUCCESS", "request OUTBOUND 7 REJECTED",
				"request OUTBOUND 7 FAILED", "request OUTBOUND 8 NO_HANDLER", "request OUTBOUND 7 CANCELLED");
		assertThat(requests(asked)).containsExactly("request INBOUND 7 SUCCESS", "request INBOUND 7 REJECTED",
				"request INBOUND 7 FAILED", "request INBOUND 8 NO_HANDLER", "request INBOUND 7 CANCELLED");
	}

	private static List<String> requests(Observed observed) {
		return observed.notes.stream().filter((note) -> note.startsWith("request")).toList();
	}

	@Test
	void observerThatThrows_changesNothing() {
		this.node.meters().observe(new NodeObserver() {

			@Override
			public void handshake(Direction direction, @Nullable DisconnectReason failure, long nanos) {
				throw new IllegalStateException("planted");
			}

		});
		this.node.meters().observe(this.observed);
		assertThat(dial().isConnected()).isTrue();
		assertThat(this.observed.notes).containsExactly("handshake OUTBOUND null");
	}

}
