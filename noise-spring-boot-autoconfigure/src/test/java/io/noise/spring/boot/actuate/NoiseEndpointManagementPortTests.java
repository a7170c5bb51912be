package io.noise.spring.boot.actuate;

import io.noise.Node;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NoiseEndpoint} on a port, and so in a web context, of its own.
 */
@SpringBootTest(classes = EndpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=noise", "management.server.port=0" })
class NoiseEndpointManagementPortTests {

	@LocalServerPort
	private int port;

	@LocalManagementPort
	private int managementPort;

	@Autowired
	private Node node;

	@Test
	void report_isOnTheManagementPortOnly() {
		assertThat(this.managementPort).isNotEqualTo(this.port);
		client(this.managementPort).get()
			.uri("/actuator/noise")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.node.id")
			.isEqualTo(this.node.id());
		client(this.port).get().uri("/actuator/noise").exchange().expectStatus().isNotFound();
	}

	private static RestTestClient client(int port) {
		return RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

}
