package io.noise.message;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.noise.vectors.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TraceContext}.
 */
class TraceContextTests {

	private static final HexFormat hex = HexFormat.of();

	static Stream<JsonNode> contexts() {
		return Vectors.read("trace_context.json").get("contexts").valueStream();
	}

	static Stream<JsonNode> read() {
		return Stream.concat(contexts(), Vectors.read("trace_context.json").get("read").valueStream());
	}

	static Stream<JsonNode> unread() {
		return Vectors.read("trace_context.json").get("no_context").valueStream();
	}

	private static Map<String, String> context(JsonNode vector) {
		Map<String, String> context = new LinkedHashMap<>();
		vector.get("context").properties().forEach((entry) -> context.put(entry.getKey(), entry.getValue().asString()));
		return context;
	}

	private static byte[] extensions(JsonNode vector) {
		return hex.parseHex(vector.get("extensions").asString());
	}

	@ParameterizedTest
	@MethodSource("contexts")
	void encode_isTheVector(JsonNode vector) {
		assertThat(TraceContext.encode(context(vector))).isEqualTo(extensions(vector));
	}

	@ParameterizedTest
	@MethodSource("read")
	void decode_isTheContextOfTheVector(JsonNode vector) {
		assertThat(TraceContext.decode(extensions(vector))).isEqualTo(context(vector));
	}

	@ParameterizedTest
	@MethodSource("unread")
	void decode_nonsense_isNoContext(JsonNode vector) {
		assertThat(TraceContext.decode(extensions(vector))).isEmpty();
	}

	@Test
	void encode_nothing_isNothing() {
		assertThat(TraceContext.encode(Map.of())).isEmpty();
	}

	@Test
	void encode_tooMuch_leavesOutWhatDoesNotFit() {
		Map<String, String> context = new LinkedHashMap<>();
		context.put("first", "x".repeat(900));
		context.put("second", "y".repeat(200));
		context.put("third", "z".repeat(20));
		byte[] extensions = TraceContext.encode(context);
		assertThat(extensions).hasSizeLessThanOrEqualTo(TraceContext.MAX_BYTES);
		context.remove("second");
		assertThat(TraceContext.decode(extensions)).isEqualTo(context);
	}

	@Test
	void encode_exactlyTheLimit_fits() {
		int room = TraceContext.MAX_BYTES - 3 - 3 - "key".length();
		assertThat(TraceContext.encode(Map.of("key", "x".repeat(room)))).hasSize(TraceContext.MAX_BYTES);
		assertThat(TraceContext.encode(Map.of("key", "x".repeat(room + 1)))).isEmpty();
	}

	@Test
	void encode_unprintable_isLeftOut() {
		assertThat(TraceContext.encode(Map.of("a b", "x"))).isEmpty();
		assertThat(TraceContext.encode(Map.of("", "x"))).isEmpty();
		assertThat(TraceContext.encode(Map.of("k".repeat(256), "x"))).isEmpty();
		assertThat(TraceContext.encode(Map.of("a", "line\nfeed"))).isEmpty();
		assertThat(TraceContext.encode(Map.of("a", "\u00e9"))).isEmpty();
	}

	@Test
	void decode_anyBeginningOfExtensions_doesNotFail() {
		contexts().map(TraceContextTests::extensions)
			.forEach((extensions) -> IntStream.range(0, extensions.length)
				.forEach((length) -> assertThat(TraceContext.decode(Arrays.copyOf(extensions, length))).isEmpty()));
	}

}
