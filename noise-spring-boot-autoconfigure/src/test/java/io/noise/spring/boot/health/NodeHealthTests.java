package io.noise.spring.boot.health;

import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.noise.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for health and information of a node over HTTP.
 */
@SpringBootTest(classes = NodeHealthTests.Empty.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=health,info",
				"management.endpoint.health.show-details=always", "noise.health.min-peers=1",
				"management.endpoint.health.group.readiness.include=readinessState,noise" })
@AutoConfigureRestTestClient
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_EACH_TEST_METHOD)
class NodeHealthTests {

	private static final String NOISE = "$.components.noise";

	@Autowired
	private RestTestClient http;

	@Autowired
	private Node node;

	private final Node other = Node.builder().port(0).build();

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Empty {

	}

	@AfterEach
	void close() {
		this.other.close();
	}

	@Test
	void tooFewPeers_isOutOfService_untilThereAreEnough() {
		Map<String, Object> few = read("/actuator/health", 503, NOISE);
		assertThat(few).containsEntry("status", "OUT_OF_SERVICE")
			.containsEntry("details",
					Map.of("inbound", 0, "outbound", 0, "configured", 0, "configuredConnected", 0, "minPeers", 1));
		this.other.dial(this.node.externalAddress());
		await().until(() -> this.node.peers().size() == 1);
		Map<String, Object> enough = read("/actuator/health", 200, NOISE);
		assertThat(enough).containsEntry("status", "UP")
			.containsEntry("details",
					Map.of("inbound", 1, "outbound", 0, "configured", 0, "configuredConnected", 0, "minPeers", 1));
	}

	@Test
	void groups_livenessIsWithoutTheNode_readinessHasIt() {
		assertThat(body("/actuator/health/liveness", 200)).contains("UP").doesNotContain("noise");
		assertThat(body("/actuator/health/readiness", 503)).contains("OUT_OF_SERVICE");
	}

	@Test
	void closedNode_isDown() {
		this.node.close();
		assertThat(read("/actuator/health", 503, NOISE)).containsEntry("status", "DOWN");
	}

	@Test
	void info_saysWhatTheNodeIs() {
		assertThat(read("/actuator/info", 200, "$.noise"))
			.isEqualTo(Map.of("id", this.node.id(), "session", "secure", "protocolVersion", 1));
	}

	private Map<String, Object> read(String path, int status, String what) {
		return JsonPath.read(body(path, status), what);
	}

	private String body(String path, int status) {
		String body = this.http.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(body).isNotNull();
		return body;
	}

}
