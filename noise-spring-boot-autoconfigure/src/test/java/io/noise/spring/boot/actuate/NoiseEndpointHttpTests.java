package io.noise.spring.boot.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import com.jayway.jsonpath.JsonPath;
import io.noise.DialException;
import io.noise.KeptConnection;
import io.noise.Peer;
import io.noise.Refusal;
import io.noise.Registration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NoiseEndpoint} over HTTP, with the default access.
 */
@SpringBootTest(classes = EndpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "management.endpoints.web.exposure.include=noise")
@AutoConfigureRestTestClient
class NoiseEndpointHttpTests extends TwoNodes {

	@Autowired
	private RestTestClient http;

	@Test
	void report_node_isComplete() {
		Map<String, Object> report = get("/actuator/noise");
		assertThat(report).containsOnlyKeys("node", "configured", "opcodes", "peers")
			.containsEntry("configured", List.of())
			.containsEntry("opcodes", List.of(Map.of("opcode", 10, "type", "Chat")))
			.containsEntry("peers", List.of());
		Map<String, Object> self = JsonPath.read(report, "$.node");
		assertThat(self)
			.containsOnlyKeys("id", "state", "host", "port", "externalAddress", "session", "uptime", "stats",
					"metadata")
			.containsEntry("id", this.node.id())
			.containsEntry("state", "LISTENING")
			.containsEntry("host", "127.0.0.1")
			.containsEntry("port", this.node.port())
			.containsEntry("externalAddress", "127.0.0.1:" + this.node.port())
			.containsEntry("session", "secure")
			.containsEntry("metadata", Map.of("region", "eu", "apiKey", "******"));
		assertThat(Duration.parse((String) self.get("uptime"))).isPositive()
			.isLessThanOrEqualTo(Duration.between(this.node.listeningSince().orElseThrow(), Instant.now()));
	}

	@Test
	void report_stats_countWhatHappenedToTheNode() {
		Map<String, Object> before = stats();
		assertThat(before).containsOnlyKeys("peersAccepted", "peersDialed", "peersDisconnected", "dialFailures",
				"hookFailures", "decodeFailures", "refusals", "acceptFailures", "messagesDropped", "lateReplies");
		assertThat(before).extractingByKey("refusals", InstanceOfAssertFactories.MAP)
			.containsOnlyKeys(Arrays.stream(Refusal.values()).map(Refusal::name).toArray())
			.containsValue(0);
		this.other.dial(this.node.externalAddress()).disconnect();
		this.node.dial(this.other.externalAddress()).disconnect();
		assertThatExceptionOfType(DialException.class).isThrownBy(() -> this.node.dial("nonsense"));
		Map<String, Object> after = plus(before,
				Map.of("peersAccepted", 1, "peersDialed", 1, "peersDisconnected", 2, "dialFailures", 1));
		await().untilAsserted(() -> assertThat(stats()).isEqualTo(after));
	}

	private static Map<String, Object> plus(Map<String, Object> counters, Map<String, Integer> more) {
		Map<String, Object> sums = new HashMap<>(counters);
		more.forEach((name, count) -> sums.merge(name, count, (one, other) -> (Integer) one + (Integer) other));
		return sums;
	}

	@Test
	void report_inboundPeer_isComplete() {
		Peer dialed = this.other.dial(this.node.externalAddress());
		await().until(() -> this.node.peers().size() == 1);
		Peer peer = this.node.peers().get(0);
		assertThat(onlyPeer())
			.containsOnlyKeys("id", "direction", "remoteAddress", "localAddress", "connectedAt", "session", "identity",
					"messages", "bytes", "typeDifferences", "metadata")
			.containsEntry("id", peer.id())
			.containsEntry("direction", "INBOUND")
			.containsEntry("remoteAddress", dialed.localAddress())
			.containsEntry("localAddress", "127.0.0.1:" + this.node.port())
			.containsEntry("connectedAt", peer.connectedAt().toString())
			.containsEntry("session", "secure")
			.containsEntry("identity", this.other.id())
			.containsEntry("messages", Map.of("sent", 0, "received", 0))
			.containsEntry("bytes",
					Map.of("sent", (int) peer.stats().bytesSent(), "received", (int) peer.stats().bytesReceived()))
			.containsEntry("typeDifferences",
					Map.of("onlyHere", List.of("Chat"), "onlyThere", List.of(), "changed", Map.of()))
			.containsEntry("metadata", Map.of());
	}

	@Test
	void report_outboundPeer_isComplete() {
		Peer peer = this.node.dial(this.other.externalAddress());
		assertThat(onlyPeer()).contains(entry("id", peer.id()), entry("direction", "OUTBOUND"),
				entry("remoteAddress", "127.0.0.1:" + this.other.port()), entry("localAddress", peer.localAddress()),
				entry("connectedAt", peer.connectedAt().toString()));
	}

	@Test
	void report_peerMetadata_isRenderedAndMasked() {
		Peer peer = this.node.dial(this.other.externalAddress());
		peer.set("since", Instant.EPOCH);
		peer.set("timeout", Duration.ofMillis(12300));
		peer.set("load", 0.5);
		peer.set("ratio", Double.NaN);
		peer.set("tags", List.of("a", 1, true));
		peer.set("name", "half \uD83D");
		peer.set("seat", "12A");
		peer.set("session_token", "shh");
		peer.set("broken", new JsonValueTests.Throwing(new IllegalStateException()));
		assertThat(onlyPeer()).extractingByKey("metadata", InstanceOfAssertFactories.MAP)
			.containsOnly(entry("since", "1970-01-01T00:00:00Z"), entry("timeout", "PT12.3S"), entry("load", 0.5),
					entry("ratio", "NaN"), entry("tags", List.of("a", 1, true)), entry("name", "half ?"),
					entry("seat", "******"), entry("session_token", "******"),
					entry("broken", JsonValueTests.Throwing.class.getName()));
	}

	@Test
	void report_keptConnections_tellHowItStands() {
		String address = this.other.externalAddress();
		Registration kept = this.node.keepConnected(address);
		try {
			await().until(() -> keptConnection().state() == KeptConnection.State.CONNECTED);
			assertThat(onlyConfigured()).containsOnly(entry("address", address), entry("state", "CONNECTED"));
			this.other.close();
			await().until(() -> keptConnection().state() == KeptConnection.State.BACKOFF
					&& keptConnection().lastError().equals(Optional.of(DialException.Reason.REFUSED)));
			assertThat(onlyConfigured()).containsOnlyKeys("address", "state", "nextAttempt", "lastError", "lastMessage")
				.contains(entry("address", address), entry("state", "BACKOFF"), entry("lastError", "REFUSED"));
		}
		finally {
			kept.close();
		}
	}

	@Test
	void peer_known_isOneOfTheReport() {
		Peer peer = this.node.dial(this.other.externalAddress());
		peer.set("since", Instant.EPOCH);
		assertThat(get("/actuator/noise/" + peer.id())).isEqualTo(onlyPeer());
	}

	@Test
	void report_ofManyPeers_isPaged() {
		List<String> ids = IntStream.range(0, 5)
			.mapToObj((i) -> this.node.dial(this.other.externalAddress()).id())
			.toList();
		assertThat(peerIds("?offset=1&limit=3")).isEqualTo(ids.subList(1, 4));
		assertThat(peerIds("?offset=4")).isEqualTo(ids.subList(4, 5));
		assertThat(peerIds("?offset=9")).isEmpty();
		assertThat(peerIds("?limit=1000")).isEqualTo(ids);
		assertThat(get("/actuator/noise?offset=1&limit=3")).containsEntry("page",
				Map.of("offset", 1, "limit", 3, "total", 5));
		assertThat(get("/actuator/noise")).doesNotContainKey("page");
	}

	private List<String> peerIds(String query) {
		return JsonPath.read(get("/actuator/noise" + query), "$.peers[*].id");
	}

	@Test
	void report_noPage_isRefused() {
		for (String query : List.of("?offset=-1", "?limit=0", "?limit=many")) {
			this.http.get().uri("/actuator/noise" + query).exchange().expectStatus().isBadRequest();
		}
	}

	@Test
	void peer_unknown_isNotFound() {
		this.http.get().uri("/actuator/noise/nobody").exchange().expectStatus().isNotFound();
	}

	@Test
	void writing_withDefaultAccess_isNotAllowed() {
		Peer peer = this.node.dial(this.other.externalAddress());
		this.http.delete().uri("/actuator/noise/" + peer.id()).exchange().expectStatus().isEqualTo(405);
		this.http.post()
			.uri("/actuator/noise")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("address", this.other.externalAddress()))
			.exchange()
			.expectStatus()
			.isEqualTo(405);
		assertThat(this.node.peers()).containsExactly(peer);
	}

	private Map<String, Object> stats() {
		return JsonPath.read(get("/actuator/noise"), "$.node.stats");
	}

	private KeptConnection keptConnection() {
		return this.node.keptConnections().get(0);
	}

	private Map<String, Object> onlyConfigured() {
		return only("configured");
	}

	private Map<String, Object> onlyPeer() {
		return only("peers");
	}

	private Map<String, Object> only(String list) {
		List<Map<String, Object>> entries = JsonPath.read(get("/actuator/noise"), "$." + list);
		assertThat(entries).hasSize(1);
		return entries.get(0);
	}

	private Map<String, Object> get(String path) {
		String body = this.http.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return JsonPath.read(body, "$");
	}

}
