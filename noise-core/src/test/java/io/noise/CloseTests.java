package io.noise;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.concurrent.Lane;
import io.noise.session.Sessions;
import io.noise.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class CloseTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private static void assertFree(int port) throws Exception {
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		}
	}

	@ParameterizedTest
	@MethodSource("io.noise.transport.TestTransports#all")
	void close_endsPeersPortAndThreads(Transport transport) {
		Node listener = this.nodes.create(transport);
		EventLog log = new EventLog().listenTo(listener);
		listener.listen();
		Node dialer = this.nodes.create(transport);
		Peer peer = dialer.dial(listener.externalAddress());
		log.awaitExactly("connected", "init");
		listener.close();
		assertThat(log.events()).containsExactly("connected", "init", "disconnected");
		assertThat(listener.state()).isEqualTo(NodeState.CLOSED);
		assertThat(listener.peers()).isEmpty();
		await().until(() -> !peer.isConnected());
		assertThat(peer.disconnectReason()).contains(DisconnectReason.REMOTE);
		dialer.close();
		assertThat(Nodes.threads()).isEmpty();
	}

	@Test
	void close_freesThePort() throws Exception {
		Node node = this.nodes.listening();
		node.close();
		assertFree(node.port());
	}

	@Test
	void close_ofANewNode_andTwice_isHarmless() {
		Node node = this.nodes.create();
		node.close();
		node.close();
		assertThat(node.state()).isEqualTo(NodeState.CLOSED);
	}

	@Test
	void close_fromAHook_endsTheNodeBehindIt() throws Exception {
		Node listener = this.nodes.create();
		EventLog log = new EventLog().listenTo(listener);
		listener.onPeerInit((n, p) -> {
			n.close();
			n.close();
			log.add("returned");
		});
		listener.listen();
		this.nodes.create().dial(listener.externalAddress());
		log.awaitExactly("connected", "init", "returned", "disconnected");
		assertFree(listener.port());
		listener.close();
	}

	@Test
	void close_fromDisconnectHooksOfSeveralPeers_ends() {
		Node listener = this.nodes.create();
		listener.onPeerDisconnected((n, p) -> n.close());
		listener.listen();
		Node dialer = this.nodes.create();
		for (int i = 0; i < 5; i++) {
			dialer.dial(listener.externalAddress());
		}
		dialer.close();
		await().until(() -> listener.state() == NodeState.CLOSED);
	}

	@Test
	void close_fromTwoThreadsWhilePeersAreConnecting_ends() throws Exception {
		for (int round = 0; round < 10; round++) {
			Node listener = this.nodes.create();
			EventLog log = new EventLog().listenTo(listener);
			listener.listen();
			Node dialer = this.nodes.create();
			List<CompletableFuture<Peer>> dials = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				dials.add(dialer.dialAsync(listener.externalAddress()));
			}
			CompletableFuture<Void> first = CompletableFuture.runAsync(listener::close);
			CompletableFuture<Void> second = CompletableFuture.runAsync(listener::close);
			assertThat(CompletableFuture.allOf(first, second)).succeedsWithin(Nodes.SOON);
			assertFree(listener.port());
			dialer.close();
			assertThat(dials).allMatch(CompletableFuture::isDone);
			assertThat(log.events().stream().filter("connected"::equals).count())
				.isEqualTo(log.events().stream().filter("disconnected"::equals).count());
		}
	}

	@Test
	void close_withDialsUnderWay_failsThemAsClosed() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Node node = this.nodes.create((builder) -> builder.connectTimeout(Duration.ofMinutes(5)));
			List<CompletableFuture<Peer>> dials = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				dials.add(node.dialAsync("127.0.0.1:" + silent.getLocalPort()));
			}
			node.close();
			assertThat(dials.get(19)).failsWithin(Nodes.SOON)
				.withThrowableThat()
				.havingCause()
				.isInstanceOfSatisfying(DialException.class,
						(ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.CLOSED));
		}
	}

	@Test
	void close_withAHookThatHangs_interruptsItAfterTheDrainTimeout() {
		Node listener = this.nodes.create((builder) -> builder.drainTimeout(Duration.ofMillis(100)));
		AtomicBoolean interrupted = new AtomicBoolean();
		EventLog log = new EventLog().listenTo(listener);
		listener.onPeerInit((n, p) -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
		});
		listener.listen();
		this.nodes.create().dial(listener.externalAddress());
		log.awaitContains("init");
		listener.close();
		await().untilTrue(interrupted);
		log.awaitExactly("connected", "init", "disconnected");
	}

	@Test
	void disconnect_withAHookThatHangs_returnsAfterTheDrainTimeout() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.drainTimeout(Duration.ofMillis(100)));
		CountDownLatch release = new CountDownLatch(1);
		EventLog log = new EventLog().listenTo(dialer);
		Peer peer = dialer.dial(listener.externalAddress());
		peer.onDisconnect((n, p) -> awaitUninterruptibly(release));
		peer.disconnect();
		assertThat(log.events()).containsExactly("dialed", "init");
		release.countDown();
		log.awaitExactly("dialed", "init", "disconnected");
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		boolean done = false;
		while (!done) {
			try {
				latch.await();
				done = true;
			}
			catch (InterruptedException ex) {
				// A stubborn hook goes on.
			}
		}
	}

	@Test
	void close_insideADialFailedHook_endsAndTheHookRuns() {
		Node node = this.nodes.create();
		EventLog log = new EventLog();
		node.onDialFailed((n, address, error) -> {
			n.close();
			log.add("closed");
		});
		assertThat(node.dialAsync("nonsense")).failsWithin(Nodes.SOON);
		log.awaitExactly("closed");
		assertThat(node.state()).isEqualTo(NodeState.CLOSED);
	}

	@Test
	void close_waitsForTheHooksOfTheDialsItEnds() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Node node = this.nodes.create((builder) -> builder.connectTimeout(Duration.ofMinutes(5)));
			EventLog log = new EventLog();
			node.onDialFailed((n, address, error) -> log.add("" + error.reason()));
			for (int i = 0; i < 20; i++) {
				node.dialAsync("127.0.0.1:" + silent.getLocalPort());
			}
			node.close();
			assertThat(log.events()).isNotEmpty().containsOnly("CLOSED");
		}
	}

	@Test
	void quiesce_keepsPeersAndTakesNoNewOnes() throws Exception {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		Peer peer = dialer.dial(listener.externalAddress());
		await().until(() -> listener.peers().size() == 1);
		listener.quiesce();
		assertFree(listener.port());
		assertThat(peer.isConnected()).isTrue();
		assertThat(listener.peers()).hasSize(1);
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> listener.dial("127.0.0.1:3000"))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.CLOSED));
		listener.close();
	}

	@Test
	void quiesce_whileTheHooksOfADialRun_leavesItsPeer() throws Exception {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		CountDownLatch release = new CountDownLatch(1);
		EventLog log = new EventLog().listenTo(dialer);
		dialer.onPeerInit((n, peer) -> release.await());
		CompletableFuture<Peer> dial = dialer.dialAsync(listener.externalAddress());
		log.awaitContains("init");
		dialer.quiesce();
		release.countDown();
		assertThat(dial).succeedsWithin(Nodes.SOON).satisfies((peer) -> assertThat(peer.isConnected()).isTrue());
	}

	@Test
	void close_whileTheHooksOfADialRun_isShutdownAndTheDialReturnsItsPeer() throws Exception {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		CountDownLatch release = new CountDownLatch(1);
		EventLog log = new EventLog().listenTo(dialer);
		dialer.onPeerInit((n, peer) -> release.await());
		CompletableFuture<Peer> dial = dialer.dialAsync(listener.externalAddress());
		log.awaitContains("init");
		CompletableFuture<Void> closing = CompletableFuture.runAsync(dialer::close);
		await().until(() -> !dialer.peers().get(0).isConnected());
		release.countDown();
		assertThat(closing).succeedsWithin(Nodes.SOON);
		assertThat(dial).succeedsWithin(Nodes.SOON)
			.satisfies((peer) -> assertThat(peer.disconnectReason()).contains(DisconnectReason.SHUTDOWN));
		assertThat(dialer.stats().dialFailures()).isZero();
	}

	@Test
	void close_forgetsTheKeptConnections() {
		Node node = this.nodes.create();
		node.keepConnected("127.0.0.1:1");
		node.close();
		assertThat(node.keptConnections()).isEmpty();
	}

	@Test
	void close_withSeveralHooksThatHang_interruptsEach() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.drainTimeout(Duration.ofMillis(100)));
		EventLog log = new EventLog();
		for (int i = 0; i < 3; i++) {
			dialer.onPeerDisconnected((n, peer) -> {
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					log.add("interrupted");
				}
			});
		}
		dialer.dial(listener.externalAddress());
		dialer.close();
		log.awaitExactly("interrupted", "interrupted", "interrupted");
	}

	@Test
	void close_withADialHookThatCannotBeInterrupted_endsTheDialAllTheSame() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.drainTimeout(Duration.ofMillis(100)));
		CountDownLatch release = new CountDownLatch(1);
		EventLog log = new EventLog().listenTo(dialer);
		dialer.onPeerInit((n, peer) -> awaitUninterruptibly(release));
		CompletableFuture<Peer> dial = dialer.dialAsync(listener.externalAddress());
		log.awaitContains("init");
		dialer.close();
		assertThat(dial).failsWithin(Nodes.SOON);
		release.countDown();
		log.awaitExactly("dialed", "init", "disconnected");
	}

	/**
	 * Connects a node to a server that reads nothing, and fills all buffers in between.
	 */
	private static Peer stuck(Node node, ServerSocket server) throws Exception {
		node.messages().register(1, Chat.class);
		Peer peer = node.dial("127.0.0.1:" + server.getLocalPort());
		for (int i = 0; i < 40; i++) {
			peer.sendAsync(new Chat("x".repeat(1_000_000)));
		}
		return peer;
	}

	private Node patientSender() {
		return this.nodes.create((builder) -> builder.session(Sessions.plain())
			.sendTimeout(Nodes.SOON)
			.drainTimeout(Duration.ofSeconds(2))
			.limits(Limits.defaults().withSendQueue(64 << 20)));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void end_whereTheFlushTakesTheDrainTimeout_hooksHaveOneOfTheirOwn(boolean ofNode) throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Node node = patientSender();
			EventLog log = new EventLog();
			PeerCallback hook = (n, p) -> log.add("interrupted " + Thread.currentThread().isInterrupted());
			Peer peer = stuck(node, silent);
			peer.onDisconnect(hook);
			node.onPeerDisconnected(hook);
			if (ofNode) {
				node.close();
			}
			else {
				peer.disconnect();
			}
			assertThat(log.events()).containsExactly("interrupted false", "interrupted false");
		}
	}

	@Test
	void disconnect_ofAPeerThatIsGone_givesItsHooksTheDrainTimeoutFromThenOn() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.drainTimeout(Nodes.SOON));
		EventLog log = new EventLog();
		CountDownLatch release = new CountDownLatch(1);
		dialer.onPeerDisconnected((n, p) -> {
			log.add("begins");
			release.await();
			log.add("ends");
		});
		Peer peer = dialer.dial(listener.externalAddress());
		listener.close();
		log.awaitExactly("begins");
		CompletableFuture<Void> gone = CompletableFuture.runAsync(peer::disconnect);
		assertThat(gone).isNotDone();
		release.countDown();
		assertThat(gone).succeedsWithin(Nodes.SOON);
		assertThat(log.events()).containsExactly("begins", "ends");
	}

	@Test
	void disconnect_byMany_interruptsTheHookOnce() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.drainTimeout(Duration.ofMillis(100)));
		CountDownLatch release = new CountDownLatch(1);
		Peer peer = dialer.dial(listener.externalAddress());
		EventLog log = new EventLog();
		peer.onDisconnect((n, p) -> {
			awaitUninterruptibly(release);
			log.add("done");
		});
		try (CapturedLog lines = new CapturedLog(Lane.class)) {
			List<CompletableFuture<Void>> all = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				all.add(peer.disconnectAsync());
			}
			assertThat(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))).succeedsWithin(Nodes.SOON);
			assertThat(log.events()).isEmpty();
			assertThat(lines.lines()).singleElement().asString().contains("was interrupted");
		}
		release.countDown();
		log.awaitExactly("done");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void closeAsync_isCompletedWhenCloseWouldReturn(boolean fromAHook) {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.drainTimeout(Nodes.SOON));
		EventLog log = new EventLog();
		dialer.onPeerInit((n, peer) -> {
			if (fromAHook) {
				n.closeAsync().join();
				log.add("connected " + peer.isConnected());
			}
		});
		dialer.onPeerDisconnected((n, peer) -> log.add("disconnected"));
		dialer.dial(listener.externalAddress());
		if (fromAHook) {
			log.awaitExactly("connected false", "disconnected");
		}
		dialer.closeAsync().join();
		assertThat(log.events()).contains("disconnected");
		assertThat(dialer.state()).isEqualTo(NodeState.CLOSED);
		assertThat(dialer.peers()).isEmpty();
	}

	@Test
	void hookThatClosesItsNode_isNotInterruptedForThat() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.drainTimeout(Duration.ofMillis(100)));
		EventLog log = new EventLog();
		CompletableFuture<Void> elsewhere = new CompletableFuture<>();
		dialer.onPeerInit((n, peer) -> {
			n.close();
			// Another thread that closes the node does not wait forever.
			CompletableFuture.runAsync(n::close).join();
			log.add("interrupted " + Thread.interrupted());
			elsewhere.complete(null);
		});
		dialer.dialAsync(listener.externalAddress());
		log.awaitExactly("interrupted false");
		assertThat(elsewhere).succeedsWithin(Nodes.SOON);
	}

	@ParameterizedTest
	@ValueSource(classes = { ExitingHook.class, ClosingHook.class })
	void processThatEndsByAHook_doesNotWaitForThatHook_butForOthers(Class<?> program) throws Exception {
		Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
				System.getProperty("java.class.path"), program.getName())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			assertThat(process.onExit()).succeedsWithin(Duration.ofMinutes(2));
			assertThat(process.exitValue()).isEqualTo(ExitingHook.STATUS);
		}
		finally {
			process.destroyForcibly();
		}
	}

	/** A program with a hook that exits, and a shutdown hook that closes its node. */
	static final class ExitingHook {

		static final int STATUS = 3;

		private ExitingHook() {
		}

		public static void main(String[] args) {
			Node listener = Node.builder().build();
			listener.listen();
			Node dialer = Node.builder().drainTimeout(Duration.ofHours(1)).build();
			Runtime.getRuntime().addShutdownHook(new Thread(dialer::close));
			dialer.onPeerInit((n, peer) -> System.exit(STATUS));
			dialer.dial(listener.externalAddress());
		}

	}

	/**
	 * A program with a hook that closes its node, and another hook that exits at the end.
	 */
	static final class ClosingHook {

		private ClosingHook() {
		}

		public static void main(String[] args) {
			Node listener = Node.builder().drainTimeout(Duration.ofHours(1)).build();
			listener.onPeerInit((n, peer) -> {
				n.quiesce();
				n.close();
			});
			listener.onPeerDisconnected((n, peer) -> System.exit(ExitingHook.STATUS));
			listener.listen();
			Node.builder().build().dial(listener.externalAddress());
		}

	}

}
