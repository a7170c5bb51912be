package io.noise;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.noise.session.Sessions;
import io.noise.vectors.Vectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Bytes that were fed to a node of Go noise, fed to a node of this library: the same
 * messages are delivered, and the connection ends at the same place.
 */
class DecodeCasesTests {

	/**
	 * Cases in which this library is stricter, as the format allows: Go noise never sends
	 * a truncated integer.
	 */
	private static final Set<String> STRICTER = Set.of("text, one-byte length 0 (cut short)",
			"text, three-byte length 0 (cut short)");

	private static final int LONG = 1024;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	static Stream<Arguments> cases() {
		return Vectors.read("decode_cases.json")
			.get("cases")
			.valueStream()
			.map((c) -> Arguments.of(c.get("case").asString(), c));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void bytes_leadToWhatTheOriginalDid(String name, JsonNode recorded) throws Exception {
		Node node = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		node.messages().register(1, Chat.class);
		EventLog log = new EventLog();
		node.onMessage(Chat.class, (peer, chat) -> log.add(describe(chat.text())));
		node.onPeerDisconnected((n, peer) -> log.add("disconnected"));
		node.listen();
		List<String> expected = expected(recorded);
		try (RawPeer raw = RawPeer.dial(node)) {
			raw.send(bytes(recorded));
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

	/** Returns a message as it is, or the digest of a long one, like the recording. */
	private static String describe(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return (bytes.length < LONG) ? text : "len=" + bytes.length + " sha256=" + sha256(bytes);
	}

	private static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns the bytes of a case; for a long case, the recording has its beginning,
	 * which ends with the filler.
	 */
	private static byte[] bytes(JsonNode recorded) {
		if (recorded.has("bytes")) {
			return HexFormat.of().parseHex(recorded.get("bytes").asString());
		}
		byte[] head = HexFormat.of().parseHex(recorded.get("bytes_head").asString());
		byte[] all = Arrays.copyOf(head, recorded.get("bytes_len").asInt());
		Arrays.fill(all, head.length, all.length, head[head.length - 1]);
		assertThat(sha256(all)).isEqualTo(recorded.get("bytes_sha256").asString());
		return all;
	}

	private static List<String> expected(JsonNode recorded) {
		List<String> expected = new ArrayList<>();
		recorded.get("messages")
			.valueStream()
			.map(JsonNode::asString)
			.map((text) -> text.startsWith("len=") ? text
					: new String(HexFormat.of().parseHex(text), StandardCharsets.UTF_8))
			.forEach(expected::add);
		if (recorded.get("disconnected_event").asBoolean()) {
			expected.add("disconnected");
		}
		return expected;
	}

}
