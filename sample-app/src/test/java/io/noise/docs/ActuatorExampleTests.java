package io.noise.docs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.TreeSet;

import io.noise.sample.SampleApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Checks that the JSON in the pages has the fields of a real answer.
 */
@SpringBootTest(classes = SampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "noise.port=0")
@AutoConfigureRestTestClient
class ActuatorExampleTests {

	/** Holds a port without a listener. */
	private static final Socket bound = new Socket();

	@Autowired
	private RestTestClient client;

	@BeforeAll
	static void bind() throws IOException {
		bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
	}

	@AfterAll
	static void free() throws IOException {
		bound.close();
	}

	@DynamicPropertySource
	static void dialNobody(DynamicPropertyRegistry registry) {
		registry.add("noise.peers", () -> "127.0.0.1:" + bound.getLocalPort());
	}

	@Test
	void example_hasFieldsOfRealAnswer() throws IOException {
		JsonNode example = JsonMapper.shared()
			.readTree(new ClassPathResource("docs/actuator-noise.json").getInputStream());
		await().untilAsserted(() -> assertThat(fields(answer())).isEqualTo(fields(example)));
	}

	private JsonNode answer() {
		byte[] body = this.client.get()
			.uri("/actuator/noise")
			.exchange()
			.expectBody()
			.returnResult()
			.getResponseBodyContent();
		return JsonMapper.shared().readTree(body);
	}

	private static Set<String> fields(JsonNode json) {
		Set<String> fields = new TreeSet<>();
		collect("", json, fields);
		return fields;
	}

	private static void collect(String path, JsonNode json, Set<String> fields) {
		fields.add(path);
		json.forEach((element) -> {
			if (json.isArray()) {
				collect(path + "[]", element, fields);
			}
		});
		json.properties().forEach((field) -> collect(path + "." + field.getKey(), field.getValue(), fields));
	}

}
