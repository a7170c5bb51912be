package io.noise.protocol;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.noise.CapturedLog;
import io.noise.DialException;
import io.noise.DisconnectReason;
import io.noise.Interceptors;
import io.noise.Messages;
import io.noise.Node;
import io.noise.Peer;
import io.noise.session.Sessions;
import io.noise.transport.TestTransports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class ProtocolTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final List<Node> nodes = new ArrayList<>();

	private final List<String> log = new CopyOnWriteArrayList<>();

	record Greeting(String text) {
	}

	record Hello(int number) {
	}

	@AfterEach
	void close() {
		this.nodes.forEach(Node::close);
	}

	private Node node(Block... blocks) {
		Node node = Node.builder()
			.session(Sessions.plain())
			.transport(TestTransports.nio())
			.protocol(Protocol.of(blocks))
			.build();
		node.messages().register(16, Greeting.class);
		this.nodes.add(node);
		return node;
	}

	/** Both ends say hello and wait for the other's. */
	private class HelloBlock implements Block {

		private final String name;

		HelloBlock(String name) {
			this.name = name;
		}

		@Override
		public void onRegister(Messages messages) {
			messages.register(1, Hello.class);
		}

		@Override
		public void onBegin(Peer peer) throws Exception {
			ProtocolTests.this.log.add("begin " + this.name);
			peer.send(new Hello(1));
			peer.receive(Hello.class);
		}

		@Override
		public void onEnd(Peer peer) {
			ProtocolTests.this.log.add("end " + this.name);
		}

	}

	private void logHooks(Node node) {
		node.onPeerDialed((n, peer) -> this.log.add("dialed"));
		node.onPeerDisconnected((n, peer) -> this.log.add("disconnected"));
	}

	@Test
	void blocks_runInOrderBeforeTheHooksAndEndInReverse() {
		Node listener = node(silent(), silent());
		listener.listen();
		Node dialer = node(new HelloBlock("a"), new HelloBlock("b"));
		logHooks(dialer);
		Peer peer = dialer.dial(listener.externalAddress());
		assertThat(this.log).containsExactly("begin a", "begin b", "dialed");
		peer.disconnect();
		assertThat(this.log).containsExactly("begin a", "begin b", "dialed", "disconnected", "end b", "end a");
	}

	/** Says hello without logging. */
	private static Block silent() {
		return new Block() {

			@Override
			public void onRegister(Messages messages) {
				messages.register(1, Hello.class);
			}

			@Override
			public void onBegin(Peer peer) {
				peer.send(new Hello(2));
				peer.receive(Hello.class);
			}

		};
	}

	@Test
	void blocksThatFailToEnd_endAllTheSameAndAreWarnedOf() {
		Node listener = node(silent(), silent());
		listener.listen();
		HelloBlock failing = new HelloBlock("b") {

			@Override
			public void onEnd(Peer peer) {
				throw new IllegalArgumentException("as a test");
			}

		};
		Node dialer = node(new HelloBlock("a"), failing);
		try (CapturedLog captured = new CapturedLog("io.noise")) {
			for (int i = 0; i < 3; i++) {
				dialer.dial(listener.externalAddress()).disconnect();
			}
			assertThat(this.log.stream().filter("end a"::equals)).hasSize(3);
			assertThat(dialer.stats().hookFailures()).isEqualTo(3);
			assertThat(captured.traced()).hasSize(3)
				.allSatisfy((line) -> assertThat(line).contains("Protocol[", "failed on end of peer "));
		}
	}

	@Test
	void blockThatFails_isAFailedHandshakeWithoutAnyPeerHook() {
		Node listener = node(silent());
		listener.listen();
		Node dialer = node(new HelloBlock("a"), new HelloBlock("b") {

			@Override
			public void onBegin(Peer peer) throws Exception {
				throw new IOException("not welcome");
			}

		});
		logHooks(dialer);
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> dialer.dial(listener.externalAddress()))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.HANDSHAKE))
			.withMessage("dial " + listener.externalAddress() + ": setup: not welcome");
		await().atMost(SOON).untilAsserted(() -> assertThat(this.log).containsExactly("begin a", "end b", "end a"));
		assertThat(dialer.peers()).isEmpty();
	}

	@Test
	void blockThatFailsWithAnError_isAFailedHandshakeToo() {
		Node listener = node(silent());
		listener.listen();
		Node dialer = node((Block) (peer) -> {
			throw new AssertionError("on purpose");
		});
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> dialer.dial(listener.externalAddress()))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.HANDSHAKE));
	}

	@Test
	void blockOfTheOtherSideThatFails_isAFailedHandshakeToo() {
		Node listener = node((Block) (peer) -> {
			throw new IOException("not welcome");
		});
		listener.messages().register(1, Hello.class);
		listener.listen();
		Node dialer = node(new HelloBlock("a"));
		logHooks(dialer);
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> dialer.dial(listener.externalAddress()))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.HANDSHAKE));
	}

	@Test
	void closingTheNode_endsABlockThatWaits() {
		CountDownLatch begun = new CountDownLatch(1);
		Node listener = node((Block) (peer) -> {
			begun.countDown();
			peer.receive(Greeting.class, Duration.ofMinutes(5));
		});
		listener.listen();
		Node dialer = node();
		dialer.dial(listener.externalAddress());
		await().until(() -> begun.getCount() == 0);
		listener.close();
		assertThat(listener.peers()).isEmpty();
	}

	private Node impatient(Block... blocks) {
		Node node = Node.builder()
			.session(Sessions.plain())
			.transport(TestTransports.nio())
			.protocol(Protocol.of(blocks))
			.handshakeTimeout(Duration.ofSeconds(2))
			.build();
		this.nodes.add(node);
		logHooks(node);
		return node;
	}

	private static void assertLate(Node dialer, Node listener) {
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> dialer.dial(listener.externalAddress()))
			.withMessage("dial " + listener.externalAddress()
					+ ": handshake: setup not done within PT2S, the handshake timeout")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.HANDSHAKE));
	}

	@Test
	void blockThatWaitsTooLongForTheOtherSide_isAFailedHandshakeThatNamesPhaseAndLimit() {
		Node listener = node();
		listener.messages().register(1, Hello.class);
		listener.listen();
		assertLate(impatient(new HelloBlock("a") {

			@Override
			public void onBegin(Peer peer) {
				peer.receive(Hello.class, Duration.ofMinutes(5));
			}

		}), listener);
		await().atMost(SOON).untilAsserted(() -> assertThat(this.log).containsExactly("end a"));
	}

	@Test
	void blockThatHangsElsewhere_doesNotHoldUpWhoDialled() {
		CountDownLatch release = new CountDownLatch(1);
		Node listener = node();
		listener.listen();
		Node dialer = impatient((peer) -> release.await());
		assertLate(dialer, listener);
		release.countDown();
		dialer.close();
		assertThat(this.log).isEmpty();
	}

	@Test
	void strangerThatIsSilent_isClosedAndNeverAPeer() throws Exception {
		Node listener = impatient(silent());
		listener.listen();
		try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
			stranger.setSoTimeout((int) SOON.toMillis());
			stranger.getInputStream().readAllBytes();
		}
		listener.close();
		assertThat(this.log).isEmpty();
	}

	@Test
	void messagesForTheApplication_waitForTheEndOfTheBlocks() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		Node listener = node(new HelloBlock("slow") {

			@Override
			public void onBegin(Peer peer) throws Exception {
				super.onBegin(peer);
				release.await();
			}

		});
		listener.onPeerConnected((n, peer) -> this.log.add("connected"));
		listener.onMessage(Greeting.class, (peer, greeting) -> this.log.add(greeting.text()));
		listener.listen();
		Node dialer = node(silent());
		Peer peer = dialer.dial(listener.externalAddress());
		peer.send(new Greeting("early"));
		assertThat(this.log).containsExactly("begin slow");
		release.countDown();
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(this.log).containsExactly("begin slow", "connected", "early"));
	}

	/** Agrees on a number, then flips all bytes with it, from the next frame on. */
	private static final class SwitchBlock implements Block {

		private final AtomicInteger numbers = new AtomicInteger();

		@Override
		public void onRegister(Messages messages) {
			messages.register(1, Hello.class);
		}

		@Override
		public void onBegin(Peer peer) {
			int number = this.numbers.incrementAndGet() | 0x80;
			peer.send(new Hello(number));
			peer.interceptors().beforeSent(flip(number));
			peer.interceptors().beforeReceived(flip(peer.receive(Hello.class).number()));
		}

		private static Interceptors.Transform flip(int number) {
			return (body) -> {
				for (int i = 0; i < body.length; i++) {
					body[i] ^= (byte) number;
				}
				return body;
			};
		}

	}

	@Test
	void blockThatSwitchesTransforms_whileTheOtherSideFloods_readsEveryFrameInItsState() {
		int rounds = 1_000;
		int flood = 20;
		Node listener = node(new SwitchBlock());
		AtomicInteger received = new AtomicInteger();
		listener.onMessage(Greeting.class, (peer, greeting) -> received.incrementAndGet());
		listener.onPeerDisconnected((n, peer) -> {
			if (peer.disconnectReason().orElseThrow() != DisconnectReason.REMOTE) {
				this.log.add("" + peer.disconnectReason());
			}
		});
		listener.listen();
		Node dialer = node(new SwitchBlock());
		dialer.onPeerDialed((n, peer) -> {
			for (int i = 0; i < flood; i++) {
				peer.sendAsync(new Greeting("flood"));
			}
		});
		for (int round = 0; round < rounds; round++) {
			Peer peer = dialer.dial(listener.externalAddress());
			assertThat(peer.isConnected()).isTrue();
			peer.disconnect();
		}
		await().atMost(SOON).untilAsserted(() -> assertThat(received).hasValue(rounds * flood));
		assertThat(this.log).isEmpty();
	}

}
