package io.noise.sample;

import io.noise.Direction;
import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.boot.test.LocalNoisePort;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.awaitility.Awaitility.await;

/**
 * The application with its default configuration, but on free ports.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "noise.port=0")
@AutoConfigureRestTestClient
class SampleApplicationTests {

	@Autowired
	private Node node;

	@LocalNoisePort
	private int port;

	@Autowired
	private RestTestClient client;

	@BeforeEach
	void waitForCompanions() {
		await().untilAsserted(() -> assertThat(this.node.peers()).hasSize(3)
			.allSatisfy((peer) -> assertThat(peer.has("number")).isTrue())
			.allSatisfy((peer) -> assertThat(peer.has("name")).isTrue()));
	}

	@Test
	void companions_areDialledAndDialBack() {
		assertThat(this.node.peers()).extracting(Peer::direction)
			.containsExactlyInAnyOrder(Direction.OUTBOUND, Direction.OUTBOUND, Direction.INBOUND);
	}

	@Test
	void hooks_keepMetadata() {
		assertThat(this.node.peers()).allSatisfy((peer) -> assertThat(peer.metadata()).containsKeys("since", "number"));
		assertThat(this.node.peers()).extracting((peer) -> peer.get("number")).containsExactlyInAnyOrder(1, 2, 3);
	}

	@Test
	void greetings_areAnswered() {
		assertThat(this.node.peers()).extracting((peer) -> peer.get("name"))
			.containsExactlyInAnyOrder("alice", "bob", "bob");
		await().untilAsserted(() -> assertThat(this.node.peers()).extracting(Peer::stats)
			.allSatisfy((stats) -> assertThat(stats.messagesSent()).isOne())
			.allSatisfy((stats) -> assertThat(stats.messagesReceived()).isOne()));
	}

	@Test
	void endpoint_showsNodeAndPeers() {
		this.client.get()
			.uri("/actuator/noise")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.node.state")
			.isEqualTo("LISTENING")
			.jsonPath("$.node.port")
			.isEqualTo(this.port)
			.jsonPath("$.node.metadata.name")
			.isEqualTo("sample")
			.jsonPath("$.opcodes[?(@.opcode==16)].type")
			.isEqualTo("Greeting")
			.jsonPath("$.opcodes[?(@.opcode==17)].type")
			.isEqualTo("Welcome")
			.jsonPath("$.peers.length()")
			.isEqualTo(3)
			.jsonPath("$.peers[?(@.direction=='OUTBOUND')].metadata.name")
			.value((names) -> assertThat(names).asInstanceOf(list(Object.class))
				.containsExactlyInAnyOrder("alice", "bob"))
			.jsonPath("$.peers[?(@.direction=='INBOUND')].metadata.since")
			.isNotEmpty();
	}

	@Test
	void endpoint_isReadOnly() {
		String peer = this.node.peers().get(0).id();
		this.client.get().uri("/actuator/noise/{id}", peer).exchange().expectStatus().isOk();
		this.client.delete().uri("/actuator/noise/{id}", peer).exchange().expectStatus().isEqualTo(405);
	}

}
