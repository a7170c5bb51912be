package io.noise;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.noise.vectors.Vectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Bytes that were fed to a node of the Go original, fed to ours: the same messages are
 * delivered, and the connection ends where the original's did.
 */
class DecodeCasesTests {

	/**
	 * Here we are strict, as the format allows: no original sends an integer cut short.
	 */
	private static final Set<String> STRICTER = Set.of("text, one-byte length 0 (cut short)",
			"text, three-byte length 0 (cut short)");

	@RegisterExtension
	final Nodes nodes = new Nodes();

	static Stream<Arguments> cases() {
		return Vectors.read("decode_cases.json")
			.get("cases")
			.valueStream()
			.filter((c) -> c.has("bytes"))
			.map((c) -> Arguments.of(c.get("case").asString(), c));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void bytes_leadToWhatTheOriginalDid(String name, JsonNode recorded) throws Exception {
		Node node = this.nodes.create();
		node.messages().register(1, Chat.class);
		EventLog log = new EventLog();
		node.onMessage(Chat.class, (peer, chat) -> log.add(chat.text()));
		node.onPeerDisconnected((n, peer) -> log.add("disconnected"));
		node.listen();
		List<String> expected = expected(recorded);
		try (RawPeer raw = RawPeer.dial(node)) {
			raw.send(recorded.get("bytes").asString());
			if (recorded.get("then_close").asBoolean()) {
				raw.end();
			}
			if (STRICTER.contains(name)) {
				log.awaitExactly("disconnected");
				return;
			}
			log.awaitExactly(expected.toArray(String[]::new));
			if (recorded.get("node_closed_the_connection").asBoolean()) {
				assertThat(raw.isAtEnd()).isTrue();
			}
			else if (!recorded.get("then_close").asBoolean()) {
				await().until(() -> node.peers().size() == 1);
				assertThat(node.peers().get(0).isConnected()).isTrue();
			}
		}
	}

	private static List<String> expected(JsonNode recorded) {
		List<String> expected = new ArrayList<>();
		recorded.get("messages")
			.valueStream()
			.map((text) -> new String(HexFormat.of().parseHex(text.asString()), StandardCharsets.UTF_8))
			.forEach(expected::add);
		if (recorded.get("disconnected_event").asBoolean()) {
			expected.add("disconnected");
		}
		return expected;
	}

}
