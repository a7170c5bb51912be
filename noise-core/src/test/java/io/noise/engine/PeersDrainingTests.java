package io.noise.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.noise.CapturedLog;
import io.noise.Chat;
import io.noise.DialException;
import io.noise.DialException.Reason;
import io.noise.Direction;
import io.noise.EventLog;
import io.noise.Limits;
import io.noise.MessageHandler;
import io.noise.Messages;
import io.noise.Node;
import io.noise.Nodes;
import io.noise.Peer;
import io.noise.PeerSetup;
import io.noise.Refusal;
import io.noise.ScatteredTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Peers whose connection is closed and whose hooks and handlers still run, so that they
 * keep their places.
 */
class PeersDrainingTests {

	private static final int RECONNECTS = 15;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final ScatteredTransport transport = new ScatteredTransport();

	private final CountDownLatch release = new CountDownLatch(1);

	/** The callbacks that block at the listener. */
	enum Blocks {

		CONNECTED, INIT, HANDLER, ON_DISCONNECT, DISCONNECTED, SETUP, END_OF_SETUP;

		boolean isSetup() {
			return this == SETUP || this == END_OF_SETUP;
		}

	}

	@AfterEach
	void letGo() {
		this.release.countDown();
	}

	private Node listening(Blocks what, UnaryOperator<Limits> limits) {
		Node node = this.nodes.create((builder) -> {
			builder.transport(this.transport).limits(limits.apply(Limits.defaults())).drainTimeout(Nodes.SOON);
			return what.isSetup() ? builder.protocol(new SlowSetup(what)) : builder.handshakeTimeout(Nodes.SOON);
		});
		node.messages().register(Chat.class);
		switch (what) {
			case CONNECTED -> node.onPeerConnected((n, peer) -> this.release.await());
			case INIT -> node.onPeerInit((n, peer) -> this.release.await());
			case HANDLER -> node.onMessage(Chat.class, (peer, chat) -> this.release.await());
			case ON_DISCONNECT -> node.onPeerInit((n, peer) -> peer.onDisconnect((n2, p2) -> this.release.await()));
			case DISCONNECTED -> node.onPeerDisconnected((n, peer) -> this.release.await());
			default -> {
			}
		}
		node.listen();
		this.transport.listensOn(node.port());
		return node;
	}

	private Node dialer() {
		Node node = this.nodes.create();
		node.messages().register(Chat.class);
		return node;
	}

	private static String at(Node node) {
		return "127.0.0.1:" + node.port();
	}

	private static long refused(Node node, Refusal why) {
		return node.stats().refusals().getOrDefault(why, -1L);
	}

	/** Connects and disconnects a peer. */
	private static void comeAndGo(Node dialer, Node listener) {
		Peer peer = dialer.dial(at(listener));
		peer.send(new Chat("something to do"));
		await().atMost(Nodes.SOON).until(() -> received(listener) > 0 || listener.peers().isEmpty());
		peer.disconnect();
	}

	private static long received(Node node) {
		return node.peers().stream().mapToLong((peer) -> peer.stats().messagesReceived()).sum();
	}

	private static void awaitDraining(Node node, Direction direction, int count) {
		await().atMost(Nodes.SOON).until(() -> NodeParts.of(node, PeersDraining.class).count(direction) == count);
	}

	private static DialException fails(Node dialer, String address) {
		return assertThatExceptionOfType(DialException.class).isThrownBy(() -> dialer.dial(address)).actual();
	}

	@ParameterizedTest
	@EnumSource
	void inbound_whoReconnects_findsNoPlaceUntilItsFirstPeerIsDone(Blocks what) {
		Node listener = listening(what, (limits) -> limits.withMaxInbound(1));
		Node dialer = dialer();
		comeAndGo(dialer, listener);
		awaitDraining(listener, Direction.INBOUND, 1);
		for (int i = 0; i < RECONNECTS; i++) {
			assertThat(fails(dialer, at(listener)).reason()).isEqualTo(Reason.LIMIT);
		}
		assertThat(listener.peers()).hasSizeLessThanOrEqualTo(1);
		assertThat(listener.stats().peersAccepted()).isLessThanOrEqualTo(1);
		assertThat(refused(listener, Refusal.MAX_INBOUND)).isEqualTo(RECONNECTS);
		this.release.countDown();
		awaitNobody(listener);
		assertThat(dialer.dial(at(listener)).isConnected()).isTrue();
	}

	private static void awaitNobody(Node node) {
		AcceptCounts.await(node, 0, 0, 0);
		awaitDraining(node, Direction.INBOUND, 0);
	}

	@ParameterizedTest
	@EnumSource
	void inbound_whoReconnects_countsForItsAddress_andLeavesPlacesForOthers(Blocks what) {
		Node listener = listening(what, (limits) -> limits.withMaxPerAddress(1).withAcceptBurst(100));
		Node dialer = dialer();
		this.transport.comeFrom("192.0.2.1");
		comeAndGo(dialer, listener);
		awaitDraining(listener, Direction.INBOUND, 1);
		for (int i = 1; i <= 3; i++) {
			assertThat(fails(dialer, at(listener)).reason()).isEqualTo(Reason.HANDSHAKE);
			assertThat(refused(listener, Refusal.MAX_PER_ADDRESS)).isEqualTo(i);
		}
		this.transport.comeFrom("192.0.2.2");
		assertThat(dialer.dial(at(listener)).id()).isNotEmpty();
	}

	@Test
	void inbound_aHookThatWasGivenUp_keepsThePlace() {
		Node listener = this.nodes.create(
				(builder) -> builder.limits(Limits.defaults().withMaxInbound(1)).drainTimeout(Duration.ofMillis(1)));
		EventLog log = new EventLog().listenTo(listener);
		listener.onPeerInit((n, peer) -> awaitUninterruptibly());
		listener.listen();
		Node dialer = dialer();
		dialer.dial(at(listener));
		log.awaitContains("init");
		listener.peers().get(0).disconnect();
		assertThat(fails(dialer, at(listener)).reason()).isEqualTo(Reason.LIMIT);
		this.release.countDown();
		awaitNobody(listener);
		assertThat(dialer.dial(at(listener)).isConnected()).isTrue();
	}

	private void awaitUninterruptibly() {
		boolean done = false;
		while (!done) {
			try {
				this.release.await();
				done = true;
			}
			catch (InterruptedException ex) {
				// As a stubborn hook does.
			}
		}
	}

	@Test
	void outbound_placeIsFreeWithTheConnection_butOnlySoManyMayDrain() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes
			.create((builder) -> builder.limits(Limits.defaults().withMaxOutbound(2)).drainTimeout(Nodes.SOON));
		dialer.onPeerDisconnected((n, peer) -> this.release.await());
		Peer first = dialer.dial(at(listener));
		dialer.dial(at(listener));
		assertThat(fails(dialer, at(listener))).hasMessageContaining("2 outbound peers are connected");
		lose(first, listener);
		awaitDraining(dialer, Direction.OUTBOUND, 1);
		Peer third = dialer.dial(at(listener));
		lose(third, listener);
		awaitDraining(dialer, Direction.OUTBOUND, 2);
		for (int i = 1; i <= RECONNECTS; i++) {
			DialException failure = fails(dialer, at(listener));
			assertThat(failure.reason()).isEqualTo(Reason.LIMIT);
			assertThat(failure).hasMessageContaining("2 outbound peers are disconnected")
				.hasMessageContaining("noise.limits.max-outbound");
			assertThat(refused(dialer, Refusal.MAX_OUTBOUND)).isEqualTo(i + 1);
		}
		this.release.countDown();
		awaitDraining(dialer, Direction.OUTBOUND, 0);
		assertThat(dialer.dial(at(listener)).isConnected()).isTrue();
	}

	@Test
	void outbound_aSetupThatHangsAfterItsTime_drains() {
		Node listener = this.nodes.create((builder) -> builder.protocol(new SlowSetup(Blocks.END_OF_SETUP)));
		listener.listen();
		Node dialer = this.nodes.create((builder) -> builder.limits(Limits.defaults().withMaxOutbound(1))
			.protocol(new SlowSetup(Blocks.SETUP))
			.handshakeTimeout(Duration.ofMillis(500)));
		assertThat(fails(dialer, at(listener)).reason()).isEqualTo(Reason.HANDSHAKE);
		assertThat(fails(dialer, at(listener))).hasMessageContaining("1 outbound peers are disconnected");
	}

	private static void lose(Peer peer, Node listener) {
		await().atMost(Nodes.SOON).until(() -> other(peer, listener).count() == 1);
		other(peer, listener).forEach(Peer::disconnectAsync);
		await().atMost(Nodes.SOON).until(() -> !peer.isConnected());
	}

	private static Stream<Peer> other(Peer peer, Node listener) {
		return listener.peers().stream().filter((there) -> there.remoteAddress().equals(peer.localAddress()));
	}

	@Test
	void half_isWarnedOfOnce_andTheHookIsNamed() {
		Node listener = this.nodes.create((builder) -> builder.limits(Limits.defaults().withMaxInbound(4)));
		listener.messages().register(Chat.class);
		MessageHandler<Chat> handler = new MessageHandler<>() {

			@Override
			public void handle(Peer peer, Chat message) throws InterruptedException {
				PeersDrainingTests.this.release.await();
			}

			@Override
			public String toString() {
				return "a handler that blocks";
			}

		};
		listener.onMessage(Chat.class, handler);
		listener.listen();
		Node dialer = dialer();
		try (CapturedLog log = new CapturedLog(PeersDraining.class)) {
			comeAndGo(dialer, listener);
			awaitDraining(listener, Direction.INBOUND, 1);
			NodeParts.of(listener, PeersDraining.class).warnIfHalf(Direction.INBOUND);
			assertThat(log.lines()).isEmpty();
			for (int i = 2; i <= 4; i++) {
				comeAndGo(dialer, listener);
				awaitDraining(listener, Direction.INBOUND, i);
			}
			await().atMost(Nodes.SOON).until(() -> !log.lines().isEmpty());
			fails(dialer, at(listener));
			assertThat(log.lines()).singleElement()
				.asString()
				.startsWith("WARN " + listener)
				.contains("half of noise.limits.max-inbound (4) or more: hook a handler that blocks of peer ");
		}
	}

	/** A setup that hangs at its begin or at its end. */
	private final class SlowSetup implements PeerSetup {

		private final Blocks what;

		SlowSetup(Blocks what) {
			this.what = what;
		}

		@Override
		public void register(Messages messages) {
		}

		@Override
		public void begin(Peer peer) {
			if (this.what == Blocks.SETUP) {
				awaitUninterruptibly();
			}
		}

		@Override
		public void end(Peer peer) {
			if (this.what == Blocks.END_OF_SETUP) {
				awaitUninterruptibly();
			}
		}

	}

}
