package io.noise.docs;

import java.util.Map;

import io.noise.Node;
import io.noise.Peer;
import io.noise.sample.SampleApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.StatusAssertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Examples of {@code docs/actuator.md} for raising access.
 */
@SpringBootTest(classes = SampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@TestPropertySource(locations = "classpath:docs/access.properties",
		properties = { "noise.port=0", "management.server.port=0", "sample.companions.enabled=false" })
class ActuatorAccessTests {

	private final Node other = Node.builder().build();

	@Autowired
	private Node node;

	@LocalManagementPort
	private int port;

	private RestTestClient client;

	@BeforeEach
	void listen() {
		this.other.listen();
		this.client = RestTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + this.port + "/actuator/noise")
			.build();
	}

	@AfterEach
	void close() {
		this.other.close();
	}

	@Test
	void post_dialsAndDelete_disconnects() {
		dial(this.other.externalAddress()).isOk();
		assertThat(this.node.peers()).hasSize(1);
		Peer peer = this.node.peers().get(0);

		this.client.delete().uri("/{id}", peer.id()).exchange().expectStatus().isNoContent();
		await().untilAsserted(() -> assertThat(this.node.peers()).isEmpty());
		this.client.delete().uri("/{id}", peer.id()).exchange().expectStatus().isNotFound();
	}

	@Test
	void post_failures_haveTheirStatus() {
		String address = this.other.externalAddress();
		this.other.close();
		dial(address).isEqualTo(502);
		dial("nonsense").isBadRequest();
		dial(this.node.externalAddress()).isBadRequest();
	}

	private StatusAssertions dial(String address) {
		return this.client.post().body(Map.of("address", address)).exchange().expectStatus();
	}

}
