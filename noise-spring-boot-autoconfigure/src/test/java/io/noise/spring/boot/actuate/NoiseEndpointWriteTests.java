package io.noise.spring.boot.actuate;

import java.util.Map;
import java.util.concurrent.CountDownLatch;

import com.jayway.jsonpath.JsonPath;
import io.noise.Peer;
import io.noise.Registration;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NoiseEndpoint} over HTTP, with unrestricted access and values hidden.
 */
@SpringBootTest(classes = EndpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=noise",
				"management.endpoint.noise.access=unrestricted", "management.endpoint.noise.show-values=never" })
@AutoConfigureRestTestClient
class NoiseEndpointWriteTests extends TwoNodes {

	@Autowired
	private RestTestClient http;

	@Test
	void disconnect_knownPeer_isGoneAfterwards() {
		Peer peer = this.node.dial(this.other.externalAddress());
		this.http.delete()
			.uri("/actuator/noise/" + peer.id())
			.exchange()
			.expectStatus()
			.isNoContent()
			.expectBody()
			.isEmpty();
		assertThat(peer.isConnected()).isFalse();
		this.http.get().uri("/actuator/noise/" + peer.id()).exchange().expectStatus().isNotFound();
		this.http.delete().uri("/actuator/noise/" + peer.id()).exchange().expectStatus().isNotFound();
		await().until(() -> this.other.peers().isEmpty());
	}

	@Test
	void disconnect_unknownPeer_isNotFound() {
		this.http.delete().uri("/actuator/noise/nobody").exchange().expectStatus().isNotFound();
	}

	@Test
	void dial_listeningNode_answersWithThePeer() {
		String body = dial(Map.of("address", this.other.externalAddress())).expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		Peer peer = this.node.peers().get(0);
		assertThat(JsonPath.<Map<String, Object>>read(body, "$")).containsEntry("id", peer.id())
			.containsEntry("direction", "OUTBOUND")
			.containsEntry("remoteAddress", this.other.externalAddress());
	}

	@Test
	void dial_hookThatBlocks_isNotWaitedFor() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		Registration blocking = this.node.onPeerDialed((n, peer) -> done.await());
		try {
			String body = dial(Map.of("address", this.other.externalAddress())).expectStatus()
				.isOk()
				.expectBody(String.class)
				.returnResult()
				.getResponseBody();
			assertThat(this.node.peers()).singleElement()
				.extracting(Peer::id)
				.isEqualTo(JsonPath.<String>read(body, "$.id"));
		}
		finally {
			blocking.close();
			done.countDown();
		}
	}

	@Test
	void dial_hookThatFailsOrDisconnects_isStillAPeer() {
		Registration leaving = this.node.onPeerDialed((n, peer) -> peer.disconnectAsync());
		Registration failing = this.node.onPeerInit((n, peer) -> {
			throw new IllegalStateException("not today");
		});
		try {
			dial(Map.of("address", this.other.externalAddress())).expectStatus().isOk();
		}
		finally {
			leaving.close();
			failing.close();
		}
	}

	@Test
	void dial_noAddress_isBadRequest() {
		assertFailure(dial(Map.of("address", "nonsense")), 400, "nonsense", "INVALID_ADDRESS");
		assertFailure(dial(Map.of("address", "")), 400, "", "INVALID_ADDRESS");
	}

	@Test
	void dial_ownAddress_isBadRequest() {
		String self = this.node.externalAddress();
		assertFailure(dial(Map.of("address", self)), 400, self, "SELF");
	}

	@Test
	void dial_nobodyThere_isBadGateway() {
		String address = this.other.externalAddress();
		this.other.close();
		assertFailure(dial(Map.of("address", address)), 502, address, "REFUSED");
	}

	@Test
	void dial_addressMissing_isBadRequest() {
		dial(Map.of()).expectStatus().isBadRequest();
		dial(Map.of("adress", this.other.externalAddress())).expectStatus().isBadRequest();
		assertThat(this.node.peers()).isEmpty();
	}

	@Test
	void values_shownNever_areMasked() {
		Peer peer = this.node.dial(this.other.externalAddress());
		peer.set("name", "x");
		this.http.get()
			.uri("/actuator/noise")
			.exchange()
			.expectBody()
			.jsonPath("$.node.metadata.region")
			.isEqualTo("******")
			.jsonPath("$.peers[0].metadata.name")
			.isEqualTo("******");
		this.http.get()
			.uri("/actuator/noise/" + peer.id())
			.exchange()
			.expectBody()
			.jsonPath("$.metadata.name")
			.isEqualTo("******");
	}

	private ResponseSpec dial(Map<String, String> body) {
		return this.http.post().uri("/actuator/noise").contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

	private static void assertFailure(ResponseSpec response, int status, String address, String reason) {
		response.expectStatus()
			.isEqualTo(status)
			.expectBody()
			.jsonPath("$.address")
			.isEqualTo(address)
			.jsonPath("$.reason")
			.isEqualTo(reason)
			.jsonPath("$.message")
			.isNotEmpty();
	}

}
