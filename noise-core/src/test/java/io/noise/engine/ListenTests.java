package io.noise.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.noise.CapturedLog;
import io.noise.DelegatingTransport;
import io.noise.EventLog;
import io.noise.ListenException;
import io.noise.ListenException.Reason;
import io.noise.Node;
import io.noise.NodeState;
import io.noise.Nodes;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.transport.HostPort;
import io.noise.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ListenTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	@ParameterizedTest
	@ValueSource(ints = { -1, 1, 80, 1023, 65_536 })
	void port_thatCannotBeBound_isRefusedByTheBuilder(int port) {
		assertThatIllegalArgumentException().isThrownBy(() -> Node.builder().port(port))
			.withMessage("port: " + port + " (expected: 1024 to 65535, or 0 for any that is free)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "[::1]", " host" })
	void host_thatIsNone_isRefusedByTheBuilder(String host) {
		assertThatIllegalArgumentException().isThrownBy(() -> Node.builder().host(host))
			.withMessageStartingWith("host: \"" + host + "\"");
	}

	@ParameterizedTest
	@MethodSource("io.noise.transport.TestTransports#all")
	void listen_onPort0_bindsAFreePort(Transport transport) {
		Node node = this.nodes.create(transport);
		assertThat(node.state()).isEqualTo(NodeState.NEW);
		assertThat(node.port()).isZero();
		node.listen();
		assertThat(node.state()).isEqualTo(NodeState.LISTENING);
		assertThat(node.port()).isBetween(1024, 65_535);
		assertThat(node.externalAddress()).isEqualTo("127.0.0.1:" + node.port());
	}

	@ParameterizedTest
	@MethodSource("io.noise.transport.TestTransports#all")
	void listen_onAPortInUse_namesItAndLeavesNoThread(Transport transport) {
		Node first = this.nodes.listening(transport);
		Node second = this.nodes.create((builder) -> builder.transport(transport).port(first.port()));
		assertThatExceptionOfType(ListenException.class).isThrownBy(second::listen).satisfies((ex) -> {
			assertThat(ex.reason()).isEqualTo(Reason.PORT_IN_USE);
			assertThat(ex.address()).isEqualTo("127.0.0.1:" + first.port());
			assertThat(ex).hasMessageContaining("127.0.0.1:" + first.port()).hasMessageContaining("in use");
		});
		assertThat(second.state()).isEqualTo(NodeState.NEW);
		first.close();
		Nodes.awaitNoThreads();
		second.listen();
		assertThat(second.state()).isEqualTo(NodeState.LISTENING);
	}

	@ParameterizedTest
	@MethodSource("io.noise.transport.TestTransports#tcp")
	void listen_onAnAddressOfAnotherMachine_saysSo(Transport transport) {
		// An address for documentation (RFC 5737), which no machine has.
		Node node = this.nodes.create((builder) -> builder.transport(transport).host("192.0.2.1"));
		assertThatExceptionOfType(ListenException.class).isThrownBy(node::listen)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.ADDRESS_NOT_LOCAL));
	}

	@Test
	void listen_interrupted_leavesTheNodeAsItWas() {
		CountDownLatch mayBind = new CountDownLatch(1);
		Node node = this.nodes.create(new DelegatingTransport() {

			@Override
			public void configure(ServerBootstrap bootstrap) {
				super.configure(bootstrap);
				bootstrap.handler(new ChannelInitializer<>() {

					@Override
					protected void initChannel(Channel channel) throws Exception {
						mayBind.await();
					}

				});
			}

		});
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(NoiseException.class).isThrownBy(node::listen).withMessageContaining("interrupted");
		assertThat(Thread.interrupted()).isTrue();
		assertThat(node.state()).isEqualTo(NodeState.NEW);
		mayBind.countDown();
		Nodes.awaitNoThreads();
		node.listen();
		assertThat(node.state()).isEqualTo(NodeState.LISTENING);
	}

	@Test
	void listen_onAnUnknownHost_isUnresolved() {
		Node node = this.nodes.create((builder) -> builder.host("no-such-host.invalid"));
		assertThatExceptionOfType(ListenException.class).isThrownBy(node::listen)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.UNRESOLVED));
	}

	/** Returns the lines that a start logs. */
	private List<String> start(UnaryOperator<Node.Builder> configuration) {
		Node node = this.nodes.create(configuration);
		try (CapturedLog log = new CapturedLog(Listener.class)) {
			node.listen();
			assertThat(log.lines().get(0)).startsWith("INFO ")
				.contains("listens on " + NodeParts.of(node, NodeAddress.class).local() + " (session secure")
				.contains("known to others as " + node.externalAddress())
				.endsWith("id " + node.id());
			return log.lines().subList(1, log.lines().size());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "localhost", "::1", "0.0.0.0" })
	void start_thatSaysWhatItIs_isOneLine(String host) {
		assertThat(start((builder) -> builder.host(host))).isEmpty();
	}

	@Test
	void start_boundToLoopbackAndKnownByAnotherName_warns() {
		assertThat(start((builder) -> builder.externalHost("node1.example.org").externalPort(3000))).singleElement()
			.asString()
			.startsWith("WARN ")
			.contains("loopback", "noise.host", "advertises node1.example.org:3000");
		assertThat(start((builder) -> builder.externalHost("localhost"))).isEmpty();
		assertThat(start((builder) -> builder.externalHost("node1.example.org").host("0.0.0.0"))).isEmpty();
	}

	@Test
	void start_onANameThatLeadsToLoopback_warns() {
		Transport asOnDebian = new DelegatingTransport() {

			@Override
			public List<SocketAddress> resolve(HostPort address) throws UnknownHostException {
				return super.resolve(new HostPort("127.0.0.1", address.port()));
			}

		};
		assertThat(start((builder) -> builder.transport(asOnDebian).host("node1"))).singleElement()
			.asString()
			.startsWith("WARN ")
			.contains("loopback", "noise.host", "the name node1 resolves");
	}

	@Test
	void failures_withoutWords_haveSome() {
		assertThat(Failures.listenFailed("[::]:3000", new UnsupportedAddressTypeException()))
			.hasMessageContaining("java.net.preferIPv4Stack")
			.hasMessageNotContaining("null")
			.satisfies((ex) -> assertThat(ex.reason()).as("one that is explained by its message")
				.isEqualTo(Reason.REFUSED));
		assertThat(Failures.dialFailed("[::1]:3000", new UnsupportedAddressTypeException()))
			.hasMessageContaining("java.net.preferIPv4Stack");
		assertThat(Failures.listenFailed("a:1", new IOException())).hasMessageContaining("failed: IOException");
		assertThat(Failures.dialFailed("a:1", new IOException())).hasMessageContaining("no connection: IOException");
	}

	@Test
	void externalAddress_ofANodeBoundToAll_isTheOneThatPacketsComeFrom() throws IOException {
		Node node = this.nodes.create((builder) -> builder.host("0.0.0.0"));
		node.listen();
		try (DatagramSocket socket = new DatagramSocket()) {
			socket.connect(new InetSocketAddress("198.51.100.1", 9));
			assertThat(node.externalAddress()).isEqualTo(socket.getLocalAddress().getHostAddress() + ":" + node.port());
		}
		catch (IOException | UncheckedIOException ex) {
			// This machine has no route to others.
			assertThat(node.externalAddress()).doesNotContain("0.0.0.0");
		}
	}

	@Test
	void listen_twice_orClosed_isAnError() {
		Node node = this.nodes.listening();
		assertThatExceptionOfType(ListenException.class).isThrownBy(node::listen)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.STATE))
			.withMessageContaining("listens already");
		assertThat(node.state()).isEqualTo(NodeState.LISTENING);
		Node closed = this.nodes.create();
		closed.close();
		assertThatExceptionOfType(ListenException.class).isThrownBy(closed::listen)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.STATE))
			.withMessageContaining("closed");
	}

	@Test
	void listeningSince_isKnownWhileTheNodeListens() {
		Node node = this.nodes.create();
		assertThat(node.listeningSince()).isEmpty();
		Instant before = Instant.now();
		node.listen();
		assertThat(node.listeningSince().orElseThrow()).isBetween(before, Instant.now());
		node.close();
		assertThat(node.listeningSince()).isEmpty();
	}

	@Test
	void timeout_thatIsNone_isRefusedByTheBuilder() {
		for (Duration timeout : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(366))) {
			assertThatIllegalArgumentException().isThrownBy(() -> Node.builder().connectTimeout(timeout))
				.withMessageStartingWith("connect timeout: " + timeout);
		}
	}

	@Test
	void nodeThatNeverListens_canDial() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create();
		assertThat(dialer.dial(listener.externalAddress()).isConnected()).isTrue();
		assertThat(dialer.state()).isEqualTo(NodeState.NEW);
	}

	@Test
	void nodeThatWasBuiltAndDropped_hasNoThread() {
		this.nodes.create();
		assertThat(Nodes.threads()).isEmpty();
	}

	@Test
	void listenerError_isToldToTheHooks() {
		Node node = this.nodes.create();
		EventLog log = new EventLog();
		node.onListenerError((n, error) -> log.add(error.getMessage()));
		node.listen();
		NodeParts.of(node, Listener.class)
			.channel()
			.pipeline()
			.fireExceptionCaught(new IOException("too many open files"));
		log.awaitExactly("too many open files");
		assertThat(this.nodes.create().dial(node.externalAddress()).isConnected()).isTrue();
	}

	@Test
	void listenerErrors_areCountedAndAreOneWarningThatSaysWhatToDo_peersDoNotNotice() {
		Node node = this.nodes.create();
		EventLog events = new EventLog();
		node.onListenerError((n, error) -> events.add("error"));
		node.listen();
		Node dialer = this.nodes.create();
		Peer before = dialer.dial(node.externalAddress());
		try (CapturedLog log = new CapturedLog("io.noise")) {
			for (int i = 0; i < 3; i++) {
				NodeParts.of(node, Listener.class)
					.channel()
					.pipeline()
					.fireExceptionCaught(new IOException("as a test"));
			}
			events.awaitExactly("error", "error", "error");
			assertThat(log.lines().stream().filter((line) -> line.startsWith("WARN"))).singleElement()
				.asString()
				.contains("could not accept a connection", "as a test", "ulimit -n", "noise.limits.max-inbound",
						"once a minute");
		}
		assertThat(node.stats().acceptFailures()).isEqualTo(3);
		assertThat(before.ping()).succeedsWithin(Nodes.SOON);
		assertThat(dialer.dial(node.externalAddress()).isConnected()).isTrue();
	}

}
