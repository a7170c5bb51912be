package io.noise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.netty.channel.Channel;
import io.noise.DialException.Reason;
import io.noise.concurrent.EventLoopThread;
import io.noise.concurrent.Lane;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import io.noise.session.Sessions;
import io.noise.session.channel.ChannelSession;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionContext;
import io.noise.session.channel.SessionListener;
import io.noise.transport.HostPort;
import io.noise.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DialTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private static void assertFails(Node node, String address, Reason reason) {
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> node.dial(address)).satisfies((ex) -> {
			assertThat(ex.reason()).isEqualTo(reason);
			assertThat(ex.address()).isEqualTo(address);
			assertThat(ex).hasMessageContaining(address);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nonsense", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", ":3000" })
	void dial_textThatIsNoAddress_isInvalidAddress(String text) {
		assertFails(this.nodes.create(), text, Reason.INVALID_ADDRESS);
	}

	@ParameterizedTest
	@MethodSource("io.noise.transport.TestTransports#all")
	void dial_addressWhereNobodyListens_isRefused(Transport transport) {
		Node gone = this.nodes.listening(transport);
		gone.close();
		assertFails(this.nodes.create(transport), gone.externalAddress(), Reason.REFUSED);
	}

	@Test
	void dial_unknownHost_isUnresolved() {
		assertFails(this.nodes.create(), "no-such-host.invalid:3000", Reason.UNRESOLVED);
	}

	@Test
	void dial_ownAddress_isSelf() {
		Node node = this.nodes.listening();
		assertFails(node, node.externalAddress(), Reason.SELF);
		assertFails(node, "localhost:" + node.port(), Reason.SELF);
		assertFails(node, "0.0.0.0:" + node.port(), Reason.SELF);
		assertThat(node.stats().dialFailures()).isZero();
	}

	@Test
	void dial_configuredExternalAddress_isSelf() {
		Node node = this.nodes.create((builder) -> builder.externalHost("node.example").externalPort(9));
		node.listen();
		assertThat(node.externalAddress()).isEqualTo("node.example:9");
		assertFails(node, "node.example:9", Reason.SELF);
		assertFails(node, "Node.Example:9", Reason.SELF);
	}

	@Test
	void dial_ownPortOfANodeBoundToEveryAddress_isSelf() {
		Node node = this.nodes.create((builder) -> builder.host("0.0.0.0"));
		node.listen();
		assertThat(node.externalAddress()).doesNotContain("0.0.0.0");
		assertFails(node, "127.0.0.1:" + node.port(), Reason.SELF);
		assertFails(node, node.externalAddress(), Reason.SELF);
	}

	@Test
	void dial_byAClosedNode_isClosed() {
		Node node = this.nodes.create();
		node.close();
		assertFails(node, "127.0.0.1:3000", Reason.CLOSED);
	}

	@Test
	void dial_addressThatDoesNotAnswer_isTimeout() throws Exception {
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Node node = this.nodes.create((builder) -> builder.connectTimeout(Duration.ofMillis(200)));
			List<CompletableFuture<Peer>> dials = new ArrayList<>();
			// Nobody accepts, so the backlog is soon full and further packets go
			// unanswered.
			for (int i = 0; i < 20; i++) {
				dials.add(node.dialAsync("127.0.0.1:" + full.getLocalPort()));
			}
			assertThat(dials).last()
				.satisfies((dial) -> assertThat(dial).failsWithin(Nodes.SOON)
					.withThrowableOfType(ExecutionException.class)
					.havingCause()
					.isInstanceOfSatisfying(DialException.class,
							(ex) -> assertThat(ex.reason()).isEqualTo(Reason.TIMEOUT)));
		}
	}

	@Test
	void dial_withoutASessionInTime_isHandshakeThatNamesPhaseAndLimit() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes
			.create((builder) -> builder.session(new SilentSession()).handshakeTimeout(Duration.ofMillis(200)));
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> dialer.dial(listener.externalAddress()))
			.withMessage("dial " + listener.externalAddress()
					+ ": handshake: no session silent within PT0.2S, the handshake timeout")
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.HANDSHAKE));
	}

	/** A session that never sends anything. */
	private static final class SilentSession implements ChannelSession {

		@Override
		public String name() {
			return "silent";
		}

		@Override
		public boolean namesTypes() {
			return false;
		}

		@Override
		public Optional<Identity> identity() {
			return Optional.empty();
		}

		@Override
		public void open(Channel channel, Role role, SessionContext context, SessionListener listener) {
		}

	}

	@Test
	void dial_nameWithSeveralAddresses_triesThemInTurn() {
		Node listener = this.nodes.listening();
		Node gone = this.nodes.listening();
		gone.close();
		Node dialer = this.nodes.create(new Resolving(gone.externalAddress(), listener.externalAddress()));
		assertThat(dialer.dial("both.example:1").remoteAddress()).isEqualTo(listener.externalAddress());
	}

	@Test
	void dial_nameWithOwnAndOtherAddresses_dialsTheOthers() {
		Node listener = this.nodes.listening();
		Resolving names = new Resolving();
		Node node = this.nodes.listening(names);
		names.addresses.add(node.externalAddress());
		assertFails(node, "all.example:1", Reason.SELF);
		names.addresses.add(listener.externalAddress());
		assertThat(node.dial("all.example:1").remoteAddress()).isEqualTo(listener.externalAddress());
	}

	@Test
	void dial_addressConfiguredButNotBound_isNotSelf() {
		Node listener = this.nodes.listening();
		Node other = this.nodes.create((builder) -> builder.port(listener.port()));
		assertThat(other.dial(listener.externalAddress()).isConnected()).isTrue();
	}

	@Test
	void dial_nameWhoseAddressesAllFail_isRefused() {
		Node gone = this.nodes.listening();
		gone.close();
		assertFails(this.nodes.create(new Resolving(gone.externalAddress(), gone.externalAddress())), "both.example:1",
				Reason.REFUSED);
	}

	/** The failures at the first address of a name. */
	enum Obstacle {

		NOBODY, HANGS_UP, OTHER_NODE, OWN_KEY, FULL, REFUSES, SPEAKS_PLAIN

	}

	private String address(Obstacle obstacle, Identity own) {
		Node node = this.nodes.create((builder) -> switch (obstacle) {
			case OWN_KEY -> builder.session(Sessions.secure(own));
			case FULL -> builder.limits(Limits.defaults().withMaxInbound(1));
			case REFUSES -> builder.authorizer((candidate) -> false);
			case SPEAKS_PLAIN -> builder.session(Sessions.plain());
			case NOBODY, HANGS_UP, OTHER_NODE -> builder;
		});
		node.listen();
		switch (obstacle) {
			case NOBODY -> node.close();
			case FULL -> this.nodes.create().dial(node.externalAddress());
			default -> {
			}
		}
		return node.externalAddress();
	}

	@ParameterizedTest
	@EnumSource
	void dial_nameWhoseFirstAddressesFail_isTriedToItsEnd(Obstacle obstacle) throws Exception {
		Identity own = Identity.generate();
		Node right = this.nodes.listening();
		try (ServerSocket rude = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			new Thread(() -> hangUp(rude)).start();
			String first = (obstacle == Obstacle.HANGS_UP) ? "127.0.0.1:" + rude.getLocalPort()
					: address(obstacle, own);
			Resolving names = new Resolving(first, first, right.externalAddress());
			Node dialer = this.nodes.create((builder) -> builder.transport(names).session(Sessions.secure(own)));
			Peer peer = dialer.dial(right.id() + "@all.example:1");
			assertThat(peer.remoteAddress()).isEqualTo(right.externalAddress());
			assertThat(dialer.stats().dialFailures()).isZero();
			assertThat(dialer.peers()).containsExactly(peer);
		}
	}

	private static void hangUp(ServerSocket on) {
		try {
			while (true) {
				on.accept().close();
			}
		}
		catch (IOException ex) {
			assertThat(on.isClosed()).isTrue();
		}
	}

	@Test
	void dial_nameWhoseAddressesAllFail_tellsTheLastThatIsNotTheNodeItself() {
		Identity own = Identity.generate();
		String full = address(Obstacle.FULL, own);
		String itself = address(Obstacle.OWN_KEY, own);
		Node dialer = this.nodes.create((builder) -> builder.session(Sessions.secure(own))
			.transport(new Resolving(itself, address(Obstacle.NOBODY, own), full, itself)));
		assertFails(dialer, "all.example:1", Reason.LIMIT);
		assertFails(
				this.nodes.create(
						(builder) -> builder.session(Sessions.secure(own)).transport(new Resolving(itself, itself))),
				"all.example:1", Reason.SELF);
	}

	@Test
	void dial_nameWhoseFirstAddressIsSilent_endsWithTheHandshakeTimeout() throws Exception {
		Node right = this.nodes.listening();
		try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			Node dialer = this.nodes.create((builder) -> builder.handshakeTimeout(Duration.ofMillis(200))
				.transport(new Resolving("127.0.0.1:" + silent.getLocalPort(), right.externalAddress())));
			assertFails(dialer, "all.example:1", Reason.HANDSHAKE);
			assertThat(right.stats().peersAccepted()).isZero();
		}
	}

	@Test
	void dial_nameWithoutIdentities_setupThatFails_leadsOn() {
		Node right = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		right.listen();
		Node wrong = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		wrong.listen();
		Node dialer = this.nodes.create((builder) -> builder.session(Sessions.plain())
			.transport(new Resolving(wrong.externalAddress(), right.externalAddress()))
			.protocol(new Unless(wrong.externalAddress())));
		assertThat(dialer.dial("all.example:1").remoteAddress()).isEqualTo(right.externalAddress());
		assertThat(dialer.peers()).hasSize(1);
	}

	/** A setup that rejects every peer except the one at an address. */
	private record Unless(String address) implements PeerSetup {

		@Override
		public void register(Messages messages) {
		}

		@Override
		public void begin(Peer peer) {
			if (peer.remoteAddress().equals(this.address)) {
				throw new IllegalStateException("not this one");
			}
		}

		@Override
		public void end(Peer peer) {
		}

	}

	@Test
	void dial_nameThatTakesForeverToResolve_isTimeout() {
		CountDownLatch never = new CountDownLatch(1);
		Node node = this.nodes
			.create((builder) -> builder.connectTimeout(Duration.ofMillis(100)).transport(new Resolving("127.0.0.1:1") {

				@Override
				public List<SocketAddress> resolve(HostPort address) throws UnknownHostException {
					awaitQuietly(never);
					return super.resolve(address);
				}

			}));
		assertFails(node, "slow.example:1", Reason.TIMEOUT);
		never.countDown();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void dial_ipv6_works() {
		Node listener = this.nodes.create((builder) -> builder.host("::1"));
		listener.listen();
		assertThat(listener.externalAddress()).isEqualTo("[::1]:" + listener.port());
		Peer peer = this.nodes.create().dial(listener.externalAddress());
		assertThat(peer.remoteAddress()).isEqualTo(listener.externalAddress());
	}

	@Test
	void dial_sameAddressTwice_givesTwoPeers() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		Peer first = dialer.dial(listener.externalAddress());
		Peer second = dialer.dial(listener.externalAddress());
		assertThat(first).isNotSameAs(second);
		assertThat(first.id()).isNotEqualTo(second.id()).matches("[A-Za-z0-9-]+");
		assertThat(dialer.peers()).containsExactly(first, second);
		first.disconnect();
		assertThat(dialer.peers()).containsExactly(second);
		assertThat(second.isConnected()).isTrue();
	}

	@Test
	void peer_tellsWhatItIs() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		Peer out = dialer.dial(listener.externalAddress());
		await().until(() -> listener.peers().size() == 1);
		Peer in = listener.peers().get(0);
		assertThat(out.direction()).isEqualTo(Direction.OUTBOUND);
		assertThat(in.direction()).isEqualTo(Direction.INBOUND);
		assertThat(out.remoteAddress()).isEqualTo(in.localAddress()).isEqualTo(listener.externalAddress());
		assertThat(out.localAddress()).isEqualTo(in.remoteAddress());
		assertThat(out.node()).isSameAs(dialer);
		assertThat(out.session()).isEqualTo("secure");
		assertThat(out.identity()).map(NodeId::toString).contains(listener.id());
		assertThat(in.identity()).map(NodeId::toString).contains(dialer.id());
		assertThat(out.disconnectReason()).isEmpty();
		assertThat(out.connectedAt()).isNotNull();
	}

	@Test
	void dialAsync_failure_isInTheFuture() {
		assertThat(this.nodes.create().dialAsync("nonsense")).failsWithin(Nodes.SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseExactlyInstanceOf(DialException.class);
	}

	@Test
	void dialAsync_completes_onTheExecutorAndOffTheLane() throws Exception {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		AtomicReference<Thread> hook = new AtomicReference<>();
		dialer.onPeerInit((n, p) -> hook.set(Thread.currentThread()));
		CompletableFuture<Boolean> onHookThread = dialer.dialAsync(listener.externalAddress())
			.thenApply((peer) -> Lane.isHookThread() || Thread.currentThread() instanceof EventLoopThread);
		assertThat(onHookThread).succeedsWithin(Nodes.SOON).isEqualTo(false);
	}

	/** Ways to complete the future instead of the dial, none of which leads to a peer. */
	static Stream<Arguments> endings() {
		return Stream.of(ending("cancel", (dial) -> dial.cancel(true)),
				ending("completeExceptionally", (dial) -> dial.completeExceptionally(new IOException("on purpose"))),
				ending("orTimeout", (dial) -> dial.orTimeout(1, TimeUnit.MILLISECONDS)));
	}

	private static Arguments ending(String name, Consumer<CompletableFuture<Peer>> ending) {
		return arguments(name, ending);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("endings")
	void dialAsync_completedByTheUser_closesTheConnection(String name, Consumer<CompletableFuture<Peer>> ending) {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		CompletableFuture<Void> ended = new CompletableFuture<>();
		CompletableFuture<Peer> gone = new CompletableFuture<>();
		dialer.onPeerInit((n, peer) -> ended.join());
		dialer.onPeerDisconnected((n, peer) -> gone.complete(peer));
		CompletableFuture<Peer> dial = dialer.dialAsync(listener.externalAddress());
		await().until(() -> !dialer.peers().isEmpty());
		ending.accept(dial);
		await().until(dial::isDone);
		ended.complete(null);
		assertThat(gone).succeedsWithin(Nodes.SOON);
		await().until(() -> listener.peers().isEmpty());
	}

	@Test
	void dialAsync_cancelled_closesTheConnection() throws Exception {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		CountDownLatch initialized = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		EventLog log = new EventLog().listenTo(dialer);
		dialer.onPeerInit((n, p) -> {
			initialized.countDown();
			release.await();
		});
		CompletableFuture<Peer> dial = dialer.dialAsync(listener.externalAddress());
		initialized.await();
		dial.cancel(true);
		await().until(() -> !dialer.peers().get(0).isConnected());
		assertThat(dialer.peers().get(0).disconnectReason()).contains(DisconnectReason.LOCAL);
		release.countDown();
		log.awaitExactly("dialed", "init", "disconnected");
	}

	@Test
	void dial_interrupted_endsWithTheFlagKept() throws Exception {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		CountDownLatch initialized = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		dialer.onPeerInit((n, p) -> {
			initialized.countDown();
			release.await();
		});
		CompletableFuture<String> outcome = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				dialer.dial(listener.externalAddress());
			}
			catch (NoiseException ex) {
				outcome.complete(ex.getMessage() + " " + Thread.currentThread().isInterrupted());
			}
		});
		caller.start();
		initialized.await();
		caller.interrupt();
		assertThat(outcome).succeedsWithin(Nodes.SOON)
			.isEqualTo("dial " + listener.externalAddress() + ": interrupted while waiting true");
		release.countDown();
		await().until(() -> dialer.peers().isEmpty());
	}

	@Test
	void dial_whilePeerDies_returnsTheDisconnectedPeer() {
		Node listener = this.nodes.create();
		listener.onPeerConnected((n, peer) -> peer.disconnect());
		listener.listen();
		Node dialer = this.nodes.create();
		dialer.onPeerDialed((n, peer) -> await().until(() -> !peer.isConnected()));
		Peer peer = dialer.dial(listener.externalAddress());
		assertThat(peer.disconnectReason()).contains(DisconnectReason.REMOTE);
	}

	@Test
	void blockingCalls_onAnEventLoop_areRefused() {
		Node node = this.nodes.listening();
		CompletableFuture<Throwable> thrown = new CompletableFuture<>();
		new EventLoopThread(() -> {
			try {
				node.dial("127.0.0.1:3000");
			}
			catch (RuntimeException ex) {
				thrown.complete(ex);
			}
		}, "test").start();
		assertThatIllegalStateException().isThrownBy(() -> {
			throw thrown.join();
		}).withMessageContaining("dial 127.0.0.1:3000").withMessageContaining("event loop");
	}

	/** TCP on which all names in "example" have the same addresses. */
	private static class Resolving extends DelegatingTransport {

		final List<String> addresses = new CopyOnWriteArrayList<>();

		Resolving(String... addresses) {
			this.addresses.addAll(List.of(addresses));
		}

		@Override
		public List<SocketAddress> resolve(HostPort address) throws UnknownHostException {
			if (!address.host().endsWith(".example")) {
				return super.resolve(address);
			}
			List<SocketAddress> found = new ArrayList<>();
			for (String one : this.addresses) {
				found.addAll(super.resolve(HostPort.parse(one)));
			}
			return found;
		}

	}

}
