package io.noise.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;

import io.noise.Direction;
import io.noise.Node;
import io.noise.NodeState;
import io.noise.Peer;
import io.noise.identity.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Startup and shutdown of the application, as its {@code main} method does them.
 */
@ExtendWith(OutputCaptureExtension.class)
class SampleLifecycleTests {

	@Test
	void secondInstance_dialsFirst() {
		try (ConfigurableApplicationContext first = alone();
				ConfigurableApplicationContext second = alone("--noise.peers=" + node(first).externalAddress())) {
			await().untilAsserted(() -> assertThat(node(second).peers()).extracting(Peer::direction)
				.containsExactly(Direction.OUTBOUND));
			await().untilAsserted(() -> assertThat(node(first).peers()).extracting(Peer::direction)
				.containsExactly(Direction.INBOUND));
		}
	}

	@Test
	void companionsDisabled_noPeers() {
		try (ConfigurableApplicationContext application = alone()) {
			assertThat(node(application).state()).isEqualTo(NodeState.LISTENING);
			assertThat(application.getBean(Companions.class).nodes()).isEmpty();
			assertThat(node(application).peers()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "--noise.session=secure", "--noise.session=plain", "--noise.session=legacy",
			"--noise.secure.network=test" })
	void companions_speakWhatTheNodeSpeaks(String session) {
		try (ConfigurableApplicationContext application = run(Stream.of(session))) {
			await().untilAsserted(() -> assertThat(node(application).peers()).hasSize(3)
				.allSatisfy((peer) -> assertThat(peer.has("name")).isTrue()));
		}
	}

	@Test
	void companionsThatAreNotTrusted_areNoPeers(CapturedOutput output) {
		String friend = Identity.generate().id().toString();
		try (ConfigurableApplicationContext application = run(Stream.of("--noise.trust.peers=" + friend))) {
			assertThat(node(application).peers()).isEmpty();
			assertThat(output).contains("a companion does not become a peer", "not on the allow-list");
		}
	}

	@Test
	void nodeDisabled_startsWithoutNode() {
		try (ConfigurableApplicationContext application = alone("--noise.enabled=false")) {
			assertThat(application.getBeanProvider(Node.class)).isEmpty();
		}
	}

	@Test
	void close_endsNodesAndRunsHooks(CapturedOutput output) throws IOException {
		ConfigurableApplicationContext application = run(Stream.empty());
		Node node = node(application);
		Companions companions = application.getBean(Companions.class);
		await().untilAsserted(() -> assertThat(node.peers()).hasSize(3));
		await().untilAsserted(() -> assertThat(output).contains("alice was told: hello alice, you are peer number",
				"bob was told: hello bob, you are peer number"));

		application.close();

		assertThat(node.state()).isEqualTo(NodeState.CLOSED);
		assertThat(companions.nodes()).hasSize(2).extracting(Node::state).containsOnly(NodeState.CLOSED);
		assertThat(output).contains("dialled us", "was dialled by us", "is ready", "has disconnected: SHUTDOWN");
		new ServerSocket(node.port(), 1, InetAddress.getLoopbackAddress()).close();
	}

	private static ConfigurableApplicationContext alone(String... args) {
		return run(Stream.concat(Stream.of("--sample.companions.enabled=false"), Stream.of(args)));
	}

	private static ConfigurableApplicationContext run(Stream<String> args) {
		Stream<String> freePorts = Stream.of("--noise.port=0", "--server.port=0");
		return SpringApplication.run(SampleApplication.class, Stream.concat(freePorts, args).toArray(String[]::new));
	}

	private static Node node(ConfigurableApplicationContext application) {
		return application.getBean(Node.class);
	}

}
