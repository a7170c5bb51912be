package io.noise.spring.boot.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.noise.DialException;
import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.NodeObserver;
import io.noise.Peer;
import io.noise.Refusal;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.OnPeerInit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the meters of a node, as Prometheus reads them.
 */
@SpringBootTest(classes = PrometheusTests.Answering.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "management.endpoints.web.exposure.include=prometheus,metrics")
@AutoConfigureRestTestClient
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_EACH_TEST_METHOD)
class PrometheusTests {

	@Autowired
	private RestTestClient http;

	@Autowired
	private Node node;

	private Node other;

	record Question(String text) {
	}

	record Answer(String text) {
	}

	record Note(String text) {
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Answering {

		@OnPeerInit
		void enter() {
		}

		@OnMessage
		Answer answer(Question question) {
			return new Answer(question.text());
		}

		@OnMessage
		void note(Note note) {
		}

	}

	@BeforeEach
	void create() {
		this.other = Node.builder().port(0).build();
		List.of(Question.class, Answer.class, Note.class).forEach(this.other.messages()::register);
	}

	@AfterEach
	void close() {
		this.other.close();
	}

	@Test
	void beforeAnyTraffic_everyMeterIsZero() {
		Map<String, Double> samples = samples();
		assertThat(samples).containsKeys("noise_peers{direction=\"inbound\"}", "noise_peers{direction=\"outbound\"}",
				"noise_peers_configured{state=\"connected\"}", "noise_peers_configured{state=\"dialing\"}",
				"noise_peers_configured{state=\"backoff\"}", "noise_dials_total{outcome=\"success\"}",
				"noise_bytes_total{direction=\"inbound\"}", "noise_bytes_total{direction=\"outbound\"}",
				"noise_messages_dropped_total{reason=\"disconnected\"}",
				"noise_messages_dropped_total{reason=\"protocol\"}", "noise_send_queue_bytes",
				"noise_send_queue_max_bytes", "noise_receive_queue_bytes", "noise_receive_queue_max_bytes",
				"noise_rtt_seconds_count");
		for (Refusal limit : Refusal.values()) {
			assertThat(samples).containsKey("noise_connections_refused_total{limit=\"" + tag(limit) + "\"}");
		}
		for (DisconnectReason reason : DisconnectReason.values()) {
			assertThat(samples).containsKey("noise_disconnects_total{reason=\"" + tag(reason) + "\"}")
				.containsKey("noise_handshakes_seconds_count{outcome=\"" + tag(reason) + "\",role=\"responder\"}");
		}
		for (DialException.Reason reason : DialException.Reason.values()) {
			assertThat(samples.containsKey("noise_dials_total{outcome=\"" + tag(reason) + "\"}"))
				.isEqualTo(reason != DialException.Reason.LOST);
		}
		for (String type : List.of("Question", "Answer", "Note", "other")) {
			assertThat(samples).containsKey("noise_messages_total{direction=\"inbound\",type=\"" + type + "\"}")
				.containsKey("noise_messages_total{direction=\"outbound\",type=\"" + type + "\"}");
			for (NodeObserver.Outcome outcome : NodeObserver.Outcome.values()) {
				assertThat(samples).containsKey("noise_requests_seconds_count{outcome=\"" + tag(outcome)
						+ "\",role=\"server\",type=\"" + type + "\"}");
			}
		}
		for (NodeObserver.Hook kind : NodeObserver.Hook.values()) {
			assertThat(samples).containsKey("noise_hooks_seconds_count{kind=\"" + tag(kind) + "\",outcome=\"failed\"}");
		}
		assertThat(samples).allSatisfy((name, value) -> {
			if (name.startsWith("noise_")) {
				assertThat(value).as(name).isZero();
			}
		});
		assertThat(samples.keySet()).anyMatch((name) -> name.startsWith("netty_eventexecutor_workers"))
			.anyMatch((name) -> name.startsWith("netty_eventexecutor_tasks_pending"))
			.anyMatch((name) -> name.startsWith("netty_allocator_memory_used"));
	}

	private static String tag(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	@Test
	void afterTraffic_metersHaveIt() {
		Peer peer = this.other.dial(this.node.externalAddress());
		peer.send(new Note("one"));
		peer.request(new Question("how"), Answer.class);
		this.node.peers().get(0).ping().join();
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> this.node.dial("nonsense"));
		await().untilAsserted(() -> assertThat(samples()).containsEntry("noise_peers{direction=\"inbound\"}", 1.0)
			.containsEntry("noise_peers{direction=\"outbound\"}", 0.0)
			.containsEntry("noise_dials_total{outcome=\"invalid-address\"}", 1.0)
			.containsEntry("noise_messages_total{direction=\"inbound\",type=\"Note\"}", 1.0)
			.containsEntry("noise_messages_total{direction=\"inbound\",type=\"Question\"}", 1.0)
			.containsEntry("noise_messages_total{direction=\"outbound\",type=\"Answer\"}", 1.0)
			.containsEntry("noise_bytes_total{direction=\"inbound\"}",
					(double) this.node.peers().get(0).stats().bytesReceived())
			.containsEntry("noise_handshakes_seconds_count{outcome=\"success\",role=\"responder\"}", 1.0)
			.hasEntrySatisfying("noise_hooks_seconds_count{kind=\"peer-init\",outcome=\"success\"}",
					(count) -> assertThat(count).isPositive())
			.containsEntry("noise_rtt_seconds_count", 1.0)
			.containsEntry("noise_requests_seconds_count{outcome=\"success\",role=\"server\",type=\"Question\"}", 1.0));
		String id = peer.id();
		peer.disconnect();
		await()
			.untilAsserted(() -> assertThat(samples()).containsEntry("noise_disconnects_total{reason=\"remote\"}", 1.0)
				.containsEntry("noise_peers{direction=\"inbound\"}", 0.0));
		assertThat(get("/actuator/prometheus").lines().filter((line) -> line.contains("noise_")))
			.noneMatch((line) -> line.contains(id) || line.contains(this.other.id()) || line.contains("127.0.0.1"));
	}

	@Test
	void typesOfTheNode_registeredLater_areOther() {
		record Late(String text) {
		}
		this.node.messages().register(Late.class);
		this.other.messages().register(Late.class);
		Peer peer = this.other.dial(this.node.externalAddress());
		peer.send(new Late("here"));
		await().untilAsserted(() -> assertThat(samples())
			.containsEntry("noise_messages_total{direction=\"inbound\",type=\"other\"}", 1.0));
		assertThat(samples().keySet()).noneMatch((name) -> name.contains("Late"));
	}

	private Map<String, Double> samples() {
		Map<String, Double> samples = new TreeMap<>();
		Arrays.stream(get("/actuator/prometheus").split("\n"))
			.filter((line) -> !line.startsWith("#"))
			.forEach((line) -> {
				int end = line.lastIndexOf(' ');
				samples.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
			});
		return samples;
	}

	private String get(String path) {
		String body = this.http.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(body).isNotNull();
		return body;
	}

}
