package io.noise.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.noise.Chat;
import io.noise.DialException;
import io.noise.DialException.Reason;
import io.noise.KeptAddress;
import io.noise.KeptConnection;
import io.noise.Limits;
import io.noise.Node;
import io.noise.Nodes;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.RawPeer;
import io.noise.Refusal;
import io.noise.ScatteredTransport;
import io.noise.session.Sessions;
import io.noise.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * The limits of a node, each at its bound.
 */
class LimitsTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final ScatteredTransport transport = new ScatteredTransport();

	private Node listening(UnaryOperator<Limits> limits) {
		return listening("secure", limits);
	}

	private Node listening(String session, UnaryOperator<Limits> limits) {
		Node node = this.nodes.create((builder) -> {
			builder.transport(this.transport).handshakeTimeout(Nodes.SOON).limits(limits.apply(Limits.defaults()));
			return session.equals("plain") ? builder.session(Sessions.plain()) : builder;
		});
		node.listen();
		this.transport.listensOn(node.port());
		return node;
	}

	private Node dialer(String session) {
		return this.nodes.create((builder) -> session.equals("plain") ? builder.session(Sessions.plain()) : builder);
	}

	private static String at(Node node) {
		return "127.0.0.1:" + node.port();
	}

	private static long refused(Node node, Refusal why) {
		return node.stats().refusals().getOrDefault(why, -1L);
	}

	private static void awaitRefused(Node node, Refusal why, long times) {
		await().atMost(Nodes.SOON).untilAsserted(() -> assertThat(refused(node, why)).isEqualTo(times));
	}

	private static void awaitNobody(Node node) {
		AcceptCounts.await(node, 0, 0, 0);
	}

	private static DialException fails(Node dialer, String address, Reason reason) {
		return assertThatExceptionOfType(DialException.class).isThrownBy(() -> dialer.dial(address))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason))
			.actual();
	}

	// --- inbound peers

	@Test
	void maxInbound_reached_tellsTheDialler_untilOneGoes() {
		Node listener = listening((limits) -> limits.withMaxInbound(1));
		Node dialer = this.nodes.create();
		Peer first = dialer.dial(at(listener));
		assertThat(fails(dialer, at(listener), Reason.LIMIT)).hasMessageContaining("no room for another peer");
		assertThat(refused(listener, Refusal.MAX_INBOUND)).isEqualTo(1);
		first.disconnect();
		awaitNobody(listener);
		assertThat(dialer.dial(at(listener)).isConnected()).isTrue();
	}

	@Test
	void maxInbound_reachedOnPlain_disconnects() {
		Node listener = listening("plain", (limits) -> limits.withMaxInbound(1));
		Node dialer = dialer("plain");
		Peer first = dialer.dial(at(listener));
		await().atMost(Nodes.SOON).until(() -> listener.peers().size() == 1);
		Peer second = dialer.dial(at(listener));
		await().atMost(Nodes.SOON).until(() -> !second.isConnected());
		assertThat(first.isConnected()).isTrue();
		assertThat(refused(listener, Refusal.MAX_INBOUND)).isEqualTo(1);
		assertThat(listener.stats().peersAccepted()).isEqualTo(1);
	}

	@Test
	void maxInbound_refusedByTrust_takesNoPlace() {
		Node listener = this.nodes
			.create((builder) -> builder.limits(Limits.defaults().withMaxInbound(1)).authorizer((candidate) -> false));
		listener.listen();
		Node dialer = this.nodes.create();
		for (int i = 1; i <= 3; i++) {
			fails(dialer, at(listener), Reason.HANDSHAKE);
			awaitRefused(listener, Refusal.NOT_AUTHORIZED, i);
			awaitNobody(listener);
		}
	}

	@Test
	void maxPerAddress_reached_theDiallerReadsThatItMayBeThat() {
		Node listener = listening((limits) -> limits.withMaxPerAddress(1));
		Node dialer = this.nodes.create();
		dialer.dial(at(listener));
		assertThat(fails(dialer, at(listener), Reason.HANDSHAKE))
			.hasMessageContaining("hung up without a word (this side speaks session secure; it may speak plain, legacy "
					+ "or tls, or take no more connections from here)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "secure", "plain" })
	void maxPerAddress_reached_closesAtAccept_otherAddressesAreWelcome(String session) throws IOException {
		Node listener = listening(session, (limits) -> limits.withMaxPerAddress(2));
		Node dialer = dialer(session);
		Peer first = dialer.dial(at(listener));
		Peer second = dialer.dial(at(listener));
		await().atMost(Nodes.SOON).until(() -> listener.peers().size() == 2);
		try (RawPeer third = RawPeer.dial(listener)) {
			assertThat(third.isAtEnd()).isTrue();
		}
		assertThat(refused(listener, Refusal.MAX_PER_ADDRESS)).isEqualTo(1);
		this.transport.comeFrom("192.0.2.2");
		assertThat(dialer.dial(at(listener)).isConnected()).isTrue();
		first.disconnect();
		second.disconnect();
		AcceptCounts.await(listener, 1, 0, 1);
		this.transport.comeFrom("192.0.2.1");
		assertThat(dialer.dial(at(listener)).isConnected()).isTrue();
	}

	@Test
	void maxPerAddress_connectionsThatCouldNotBeSetUp_areNotCountedForEver() throws IOException {
		FailingSetUps failing = new FailingSetUps(3);
		Node listener = this.nodes.create((builder) -> builder.transport(failing)
			.handshakeTimeout(Nodes.SOON)
			.limits(Limits.defaults().withMaxPerAddress(1)));
		listener.listen();
		failing.listensOn(listener.port());
		for (int i = 0; i < 3; i++) {
			try (RawPeer raw = RawPeer.dial(listener)) {
				assertThat(raw.isAtEnd()).isTrue();
			}
			awaitNobody(listener);
		}
		assertThat(this.nodes.create().dial(at(listener)).isConnected()).isTrue();
	}

	@Test
	void maxPerNetwork_reached_closesAtAccept() throws IOException {
		AtomicInteger next = new AtomicInteger();
		this.transport.comeFrom((port) -> "2001:db8:7:" + Integer.toHexString(256 * next.incrementAndGet()) + "::1");
		Node listener = listening((limits) -> limits.withMaxPerNetwork(1));
		this.nodes.create().dial(at(listener));
		try (RawPeer second = RawPeer.dial(listener)) {
			assertThat(second.isAtEnd()).isTrue();
		}
		assertThat(refused(listener, Refusal.MAX_PER_NETWORK)).isEqualTo(1);
	}

	@Test
	void exemptAddresses_areNotCounted() {
		this.transport.comeFrom("10.1.2.3");
		Node listener = listening(
				(limits) -> limits.withMaxPerAddress(1).withAcceptBurst(1).withExemptAddresses(List.of("10.0.0.0/8")));
		Node dialer = this.nodes.create();
		for (int i = 0; i < 5; i++) {
			assertThat(dialer.dial(at(listener)).isConnected()).isTrue();
		}
		assertThat(listener.stats().refusals().values()).containsOnly(0L);
	}

	@Test
	void loopback_isNeverCountedByAddress_butInTotal() {
		this.transport.comeFrom("127.0.0.1");
		Node listener = listening((limits) -> limits.withMaxPerAddress(1).withAcceptBurst(1).withMaxInbound(3));
		Node dialer = this.nodes.create();
		for (int i = 0; i < 3; i++) {
			dialer.dial(at(listener));
		}
		fails(dialer, at(listener), Reason.LIMIT);
	}

	@Test
	void acceptRate_exceeded_closesAtAccept() throws IOException {
		Node listener = listening((limits) -> limits.withAcceptBurst(1).withAcceptRate(1));
		this.nodes.create().dial(at(listener));
		// As many as needed: in each second that passes, one more is accepted.
		for (int i = 0; i < 10_000 && refused(listener, Refusal.ACCEPT_RATE) == 0; i++) {
			try (RawPeer next = RawPeer.dial(listener)) {
				next.end();
				assertThat(next.isAtEnd()).isTrue();
			}
		}
		assertThat(refused(listener, Refusal.ACCEPT_RATE)).isPositive();
	}

	@Test
	void maxPendingHandshakes_reached_makesRoomForNewcomers() throws IOException {
		this.transport.comeFrom("192.0.2.66");
		Node listener = listening((limits) -> limits.withMaxPendingHandshakes(3).withMaxPerAddress(100));
		List<RawPeer> silent = new ArrayList<>();
		try {
			this.transport.comeFrom("192.0.2.1");
			silent.add(RawPeer.dial(listener));
			AcceptCounts.awaitPending(listener, 1);
			this.transport.comeFrom("192.0.2.66");
			silent.add(RawPeer.dial(listener));
			AcceptCounts.awaitPending(listener, 2);
			silent.add(RawPeer.dial(listener));
			AcceptCounts.awaitPending(listener, 3);
			this.transport.comeFrom("192.0.2.2");
			assertThat(this.nodes.create().dial(at(listener)).isConnected()).isTrue();
			assertThat(silent.get(1).isAtEnd()).isTrue();
			assertThat(refused(listener, Refusal.MAX_PENDING_HANDSHAKES)).isEqualTo(1);
			AcceptCounts.awaitPending(listener, 2);
		}
		finally {
			for (RawPeer peer : silent) {
				peer.close();
			}
		}
	}

	@ParameterizedTest
	@MethodSource("io.noise.transport.TestTransports#all")
	void acceptCounts_afterPeersAreGone_areZero(Transport transport) {
		Node listener = this.nodes.listening(transport);
		Node dialer = this.nodes.create(transport);
		for (int i = 0; i < 5; i++) {
			dialer.dial(listener.externalAddress()).disconnect();
		}
		awaitNobody(listener);
	}

	// --- outbound peers

	@Test
	void maxOutbound_reached_failsTheDial_untilOneGoes() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.limits(Limits.defaults().withMaxOutbound(1)));
		Peer first = dialer.dial(at(listener));
		assertThat(fails(dialer, at(listener), Reason.LIMIT)).hasMessageContaining("1 outbound peers are connected")
			.hasMessageContaining("noise.limits.max-outbound");
		assertThat(refused(dialer, Refusal.MAX_OUTBOUND)).isEqualTo(1);
		first.disconnect();
		assertThat(dialer.dial(at(listener)).isConnected()).isTrue();
	}

	@Test
	void maxOutbound_dialsThatFail_takeNoPlace() {
		Node listener = this.nodes.listening();
		Node gone = this.nodes.listening();
		gone.close();
		Node dialer = this.nodes.create((builder) -> builder.limits(Limits.defaults().withMaxOutbound(1)));
		for (int i = 0; i < 3; i++) {
			fails(dialer, at(gone), Reason.REFUSED);
		}
		assertThat(dialer.dial(at(listener)).isConnected()).isTrue();
	}

	@Test
	void maxConcurrentDials_reached_othersWaitForTheirTurn() throws IOException {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.handshakeTimeout(Nodes.SOON)
			.limits(Limits.defaults().withMaxConcurrentDials(1).withMaxWaitingDials(1)));
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Peer> first = dialer.dialAsync("127.0.0.1:" + silent.getLocalPort());
			RawPeer holding = RawPeer.accept(silent);
			CompletableFuture<Peer> second = dialer.dialAsync(at(listener));
			assertThat(fails(dialer, at(listener), Reason.LIMIT)).hasMessageContaining("1 dials wait")
				.hasMessageContaining("noise.limits.max-waiting-dials");
			assertThat(refused(dialer, Refusal.MAX_WAITING_DIALS)).isEqualTo(1);
			assertThat(listener.stats().peersAccepted()).isZero();
			assertThat(second).isNotDone();
			holding.close();
			assertThat(first).failsWithin(Nodes.SOON);
			assertThat(second).succeedsWithin(Nodes.SOON);
		}
	}

	@Test
	void maxConcurrentDials_reachedByKeptAddresses_holdUpNoDialOfTheApplication() throws IOException {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.handshakeTimeout(Nodes.SOON)
			.limits(Limits.defaults().withMaxConcurrentDials(1).withMaxWaitingDials(0)));
		try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			dialer.keepConnected("127.0.0.1:" + silent.getLocalPort());
			try (RawPeer holding = RawPeer.accept(silent)) {
				dialer.keepConnected("localhost:" + silent.getLocalPort());
				assertThat(dialer.dial(at(listener)).isConnected()).isTrue();
				assertThat(dialer.keptConnections()).extracting(KeptConnection::state)
					.containsOnly(KeptConnection.State.DIALING);
				assertThat(refused(dialer, Refusal.MAX_WAITING_DIALS)).isZero();
				assertThat(holding).isNotNull();
			}
		}
	}

	@Test
	void redialNow_ofAnAddressThatWaitsForItsTurn_takesTheNext() throws IOException {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.handshakeTimeout(Duration.ofHours(1))
			.limits(Limits.defaults().withMaxConcurrentDials(1)));
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			dialer.keepConnected("127.0.0.1:" + silent.getLocalPort());
			try (RawPeer holding = RawPeer.accept(silent)) {
				for (int i = 2; i < 10; i++) {
					dialer.keepConnected("127.0.0." + i + ":" + silent.getLocalPort());
				}
				KeptAddress wanted = dialer.keepConnected(at(listener));
				wanted.redialNow();
				holding.reset();
				assertThat(wanted.whenConnected()).succeedsWithin(Nodes.SOON);
			}
		}
	}

	@Test
	void maxConcurrentDials_reached_waitingCountsTowardsTheTimeOfTheDial() throws IOException {
		Duration time = Duration.ofMillis(200);
		Node dialer = this.nodes.create((builder) -> builder.connectTimeout(time)
			.handshakeTimeout(time)
			.limits(Limits.defaults().withMaxConcurrentDials(1)));
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			List<CompletableFuture<Peer>> dials = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				dials.add(dialer.dialAsync("127.0.0.1:" + silent.getLocalPort()));
			}
			// In sequence they would take two seconds.
			dials.forEach((dial) -> assertThat(dial).failsWithin(Nodes.SOON)
				.withThrowableThat()
				.havingCause()
				.isInstanceOfSatisfying(DialException.class,
						(ex) -> assertThat(ex.reason()).isIn(Reason.TIMEOUT, Reason.HANDSHAKE)));
			assertThat(dials.get(9)).failsWithin(Nodes.SOON)
				.withThrowableThat()
				.havingCause()
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("within PT0.2S"));
		}
	}

	@Test
	void maxConcurrentDials_reached_oneThatWaitsCanBeCancelled() throws IOException {
		Node dialer = this.nodes.create((builder) -> builder.handshakeTimeout(Nodes.SOON)
			.limits(Limits.defaults().withMaxConcurrentDials(1).withMaxWaitingDials(1)));
		try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			String address = "127.0.0.1:" + silent.getLocalPort();
			dialer.dialAsync(address);
			for (int i = 0; i < 3; i++) {
				CompletableFuture<Peer> waits = dialer.dialAsync(address);
				assertThat(waits).isNotDone();
				waits.cancel(false);
			}
			assertThat(refused(dialer, Refusal.MAX_WAITING_DIALS)).isZero();
		}
	}

	@Test
	void maxConcurrentDials_hookThatDials_doesNotWaitForItself() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.limits(Limits.defaults().withMaxConcurrentDials(1)));
		AtomicInteger dialed = new AtomicInteger();
		dialer.onPeerDialed((node, peer) -> {
			if (dialed.incrementAndGet() < 3) {
				node.dial(at(listener));
			}
		});
		dialer.dial(at(listener));
		assertThat(dialer.peers()).hasSize(3);
	}

	@Test
	void close_endsDialsThatWait() throws IOException {
		Node dialer = this.nodes.create(
				(builder) -> builder.handshakeTimeout(Nodes.SOON).limits(Limits.defaults().withMaxConcurrentDials(1)));
		try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			String address = "127.0.0.1:" + silent.getLocalPort();
			List<CompletableFuture<Peer>> dials = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				dials.add(dialer.dialAsync(address));
			}
			dialer.close();
			dials.forEach((dial) -> assertThat(dial).failsWithin(Nodes.SOON));
		}
	}

	// --- queues

	@Test
	void sendQueue_full_isNamedByItsSize() {
		Node listener = this.nodes.create((builder) -> builder.limits(Limits.defaults().withReceiveQueue(1)));
		listener.messages().register(Chat.class);
		listener.listen();
		CountDownLatch stay = new CountDownLatch(1);
		listener.onMessage(Chat.class, (peer, chat) -> stay.await());
		Node dialer = this.nodes
			.create((builder) -> builder.sendTimeout(Nodes.SOON).limits(Limits.defaults().withSendQueue(1000)));
		dialer.messages().register(Chat.class);
		Peer peer = dialer.dial(at(listener));
		Chat large = new Chat("x".repeat(500_000));
		CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
		for (int i = 0; i < 100 && !last.isCompletedExceptionally(); i++) {
			last = peer.sendAsync(large).copy();
		}
		assertThat(last).failsWithin(Nodes.SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(NotSentException.class)
			.withMessageContaining("expected: at most 1000, noise.limits.send-queue");
		assertThat(refused(dialer, Refusal.SEND_QUEUE)).isEqualTo(1);
		stay.countDown();
	}

	// --- values

	@Test
	void values_thatCannotBe_areRefusedByName() {
		assertThatIllegalArgumentException().isThrownBy(() -> Limits.defaults().withMaxInbound(0))
			.withMessage("max inbound: 0 (expected: at least 1)");
		assertThatIllegalArgumentException().isThrownBy(() -> Limits.defaults().withHandshakeRate(-1))
			.withMessage("handshake rate: -1 (expected: at least 0)");
		assertThatIllegalArgumentException().isThrownBy(() -> Limits.defaults().withPingInterval(Duration.ZERO))
			.withMessageContaining("ping interval: PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> Limits.defaults().withWriteBuffer(2, 1))
			.withMessage("write buffer high: 1 (expected: at least 2, the low one)");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Limits.defaults().withExemptAddresses(List.of("10.0.0.0/99")))
			.withMessageContaining("exempt addresses: \"10.0.0.0/99\"");
	}

	@Test
	void with_leavesTheOthersAsTheyAre() {
		Limits one = Limits.defaults().withMaxInbound(7);
		Limits two = one.withMaxOutbound(9);
		assertThat(one.maxInbound()).isEqualTo(7);
		assertThat(one.maxOutbound()).isEqualTo(128);
		assertThat(two.maxInbound()).isEqualTo(7);
		assertThat(two.maxOutbound()).isEqualTo(9);
		assertThat(Limits.defaults().maxInbound()).isEqualTo(512);
	}

	// --- the log

	@Test
	void refusals_areWarnedOfOnceAMinuteEach() {
		Logger logger = (Logger) LoggerFactory.getLogger(Refusals.class);
		ListAppender<ILoggingEvent> events = new ListAppender<>();
		events.start();
		logger.addAppender(events);
		try {
			AtomicInteger seconds = new AtomicInteger();
			Refusals refusals = new Refusals("Node[a]", (which) -> 512,
					() -> Duration.ofSeconds(seconds.get()).toNanos());
			for (; seconds.get() < 120; seconds.incrementAndGet()) {
				refusals.byLimit(Refusal.MAX_INBOUND, "somebody");
				refusals.byWill(Refusal.NOT_TRUSTED, "somebody", "a stranger");
			}
			assertThat(refusals.snapshot()).containsEntry(Refusal.MAX_INBOUND, 120L)
				.containsEntry(Refusal.NOT_TRUSTED, 120L)
				.containsEntry(Refusal.ACCEPT_RATE, 0L);
			assertThat(events.list).filteredOn((event) -> event.getLevel() == Level.WARN)
				.extracting(ILoggingEvent::getFormattedMessage)
				.hasSize(4)
				.anySatisfy((line) -> assertThat(line).contains("MAX_INBOUND, which is 512",
						"raise noise.limits.max-inbound"));
			assertThat(events.list).filteredOn((event) -> event.getLevel() == Level.DEBUG).hasSize(240);
		}
		finally {
			logger.detachAppender(events);
		}
	}

	/** A transport on which the pipelines of the first accepted connections fail. */
	private static final class FailingSetUps extends ScatteredTransport {

		private final AtomicInteger left;

		FailingSetUps(int count) {
			this.left = new AtomicInteger(count);
		}

		@Override
		public void configure(ServerBootstrap bootstrap) {
			super.configure(bootstrap);
			ChannelHandler real = bootstrap.config().childHandler();
			bootstrap.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					if (FailingSetUps.this.left.getAndDecrement() > 0) {
						// Fails, since the name is taken.
						channel.pipeline().addLast("traffic", new ChannelInboundHandlerAdapter());
					}
					channel.pipeline().addLast(real);
				}

			});
		}

	}

}
