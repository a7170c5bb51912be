package io.noise;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.noise.identity.Identity;
import io.noise.session.Session;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Slow is not dead: a transfer at one kilobyte per second stays, however long it takes,
 * and a slower one does not. All time limits are short here, and each line takes several
 * of them for its transfer.
 */
class SlowLineTests {

	private static final Duration LIMIT = Duration.ofMillis(1_500);

	private static final int SLOW = 16 << 10;

	private static final int DEAD = 100;

	private static final String BIG = "x".repeat(6 * SLOW);

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final List<String> received = new CopyOnWriteArrayList<>();

	private final List<DisconnectReason> ended = new CopyOnWriteArrayList<>();

	static Stream<Arguments> sessions() {
		return Stream.<Arguments>of(Arguments.of("secure", (Supplier<Session>) SlowLineTests::secure),
				Arguments.of("plain", (Supplier<Session>) Sessions::plain),
				Arguments.of("legacy", (Supplier<Session>) Sessions::legacy));
	}

	private static Session secure() {
		return Sessions.secure(Identity.generate());
	}

	private Node node(Session session) {
		Node node = this.nodes.create((builder) -> builder.session(session)
			.handshakeTimeout(Nodes.SOON)
			.sendTimeout(PATIENCE)
			.drainTimeout(LIMIT)
			.limits(Limits.defaults()
				.withFrameTimeout(LIMIT)
				.withPingInterval(LIMIT)
				.withPingTimeout(LIMIT)
				.withStallTimeout(LIMIT)));
		node.messages().register(3, Chat.class);
		node.onMessage(Chat.class, (peer, chat) -> this.received.add(chat.text()));
		node.onPeerDisconnected((n, peer) -> this.ended.add(peer.disconnectReason().orElseThrow()));
		return node;
	}

	private Node listening(Session session) {
		Node node = node(session);
		node.listen();
		return node;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("sessions")
	void largeMessage_takesManyTimesTheLimitsAndArrives(String name, Supplier<Session> session) throws Exception {
		Node there = listening(session.get());
		try (SlowLine line = new SlowLine(there.port(), SLOW)) {
			Peer peer = node(session.get()).dial(line.address());
			peer.send(new Chat(BIG));
			peer.send(new Chat("behind"));
			await().atMost(PATIENCE).until(() -> this.received.size() == 2 || !this.ended.isEmpty());
			assertThat(this.ended).isEmpty();
			assertThat(this.received).containsExactly(BIG, "behind");
		}
	}

	@Test
	void largeMessagesBothWays_takeManyTimesTheLimitsAndArrive() throws Exception {
		Node there = listening(secure());
		try (SlowLine line = new SlowLine(there.port(), SLOW)) {
			Peer peer = node(secure()).dial(line.address());
			peer.sendAsync(new Chat(BIG));
			await().atMost(PATIENCE).until(() -> there.peers().size() == 1);
			there.peers().get(0).sendAsync(new Chat(BIG));
			await().atMost(PATIENCE).until(() -> this.received.size() == 2 || !this.ended.isEmpty());
			assertThat(this.ended).isEmpty();
			assertThat(peer.ping()).succeedsWithin(PATIENCE);
		}
	}

	/** Keeps as many messages queued as the line carries. */
	@Test
	void steadyOneWayStream_lives() throws Exception {
		Node there = node(secure());
		Semaphore taken = new Semaphore(SLOW * 4 / 300);
		there.onMessage(Chat.class, (peer, chat) -> taken.release());
		there.listen();
		String text = "x".repeat(300);
		try (SlowLine line = new SlowLine(there.port(), SLOW)) {
			Peer peer = node(secure()).dial(line.address());
			int all = 8 * SLOW / text.length();
			for (int i = 0; i < all && this.ended.isEmpty(); i++) {
				assertThat(taken.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
				peer.sendAsync(new Chat(text));
			}
			await().atMost(PATIENCE).until(() -> this.received.size() == all || !this.ended.isEmpty());
			assertThat(this.ended).isEmpty();
			assertThat(peer.isConnected()).isTrue();
		}
	}

	@Test
	void backlogOfManyMessages_isNoStall() throws Exception {
		Node there = listening(secure());
		try (SlowLine line = new SlowLine(there.port(), 4 * SLOW)) {
			Peer peer = node(secure()).dial(line.address());
			List<String> sent = IntStream.range(0, 40).mapToObj((i) -> i + "x".repeat(SLOW)).toList();
			sent.forEach((text) -> peer.sendAsync(new Chat(text)));
			await().atMost(PATIENCE).until(() -> this.received.size() == sent.size() || !this.ended.isEmpty());
			assertThat(this.ended).isEmpty();
			assertThat(this.received).isEqualTo(sent);
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("sessions")
	void trickle_isCut(String name, Supplier<Session> session) throws Exception {
		Node there = listening(session.get());
		Node here = node(session.get());
		try (SlowLine line = new SlowLine(there.port(), DEAD)) {
			Peer peer = here.dial(line.address());
			peer.sendAsync(new Chat(BIG));
			await().atMost(PATIENCE).until(() -> !this.ended.isEmpty());
			assertThat(this.received).isEmpty();
			assertThat(there.stats().refusals()).containsEntry(Refusal.FRAME_TIMEOUT, 1L);
		}
	}

}
