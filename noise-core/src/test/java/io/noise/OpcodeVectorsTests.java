package io.noise;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.noise.protocol.Block;
import io.noise.protocol.Protocol;
import io.noise.vectors.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The opcodes of types in Go noise, and in this library.
 */
class OpcodeVectorsTests {

	private static final JsonNode recorded = Vectors.read("opcodes.json");

	/** The types that each block of Go noise registers, in order. */
	private static final Map<String, List<Class<?>>> blocks = Map.of("ecdh", List.of(EcdhHandshake.class), "aead",
			List.of(AeadAck.class), "skademlia",
			List.of(Ping.class, Evict.class, LookupRequest.class, LookupResponse.class), "relay", List.of(Relay.class),
			"broadcast", List.of(Broadcast.class));

	@RegisterExtension
	final Nodes nodes = new Nodes();

	record EcdhHandshake() {
	}

	record AeadAck() {
	}

	record Ping() {
	}

	record Evict() {
	}

	record LookupRequest() {
	}

	record LookupResponse() {
	}

	record Relay() {
	}

	record Broadcast() {
	}

	record Text() {
	}

	record A() {
	}

	record B() {
	}

	record C() {
	}

	static Stream<JsonNode> registrationOrders() {
		return recorded.get("registration_orders").valueStream();
	}

	@ParameterizedTest
	@MethodSource("registrationOrders")
	void blocksThenTheApplication_getTheOriginalsOpcodes(JsonNode order) {
		Block[] registering = order.get("blocks")
			.valueStream()
			.map((name) -> block(blocks.get(name.asString())))
			.toArray(Block[]::new);
		Node node = this.nodes.create((builder) -> builder.protocol(Protocol.of(registering)));
		node.messages().register(Text.class);
		node.messages()
			.types()
			.forEach((opcode, type) -> assertThat(order.get(words(type)).asInt()).as(words(type)).isEqualTo(opcode));
		assertThat(node.messages().types()).hasSize(numbers(order));
	}

	private static Block block(List<Class<?>> types) {
		return new Block() {

			@Override
			public void onRegister(Messages messages) {
				types.forEach(messages::register);
			}

			@Override
			public void onBegin(Peer peer) {
			}

		};
	}

	/** Formats a type like the recording, such as {@code LookupRequest}. */
	private static String words(Class<?> type) {
		return type.getSimpleName().replaceAll("(?<!^)(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
	}

	private static int numbers(JsonNode order) {
		return (int) order.valueStream().filter(JsonNode::isNumber).count();
	}

	/**
	 * Go noise silently lets two types share an opcode, and then misreads one of them.
	 * This library refuses that, and fills gaps.
	 */
	@Test
	void steps_areTheOriginals_butForWhatItLetsPassAndWeRefuse() {
		Messages messages = this.nodes.create().messages();
		messages.register(Text.class);
		assertThat(step(0, "at start").get("next_available").asInt()).isEqualTo(2);
		assertThat(messages.register(A.class)).isEqualTo(returned(step(1, "register A at next")));
		JsonNode again = step(2, "register A again at 77: keeps the first");
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> messages.register(77, A.class))
			.withMessageContaining("wanted at opcode 77, registered at " + returned(again));
		assertThat(messages.register(A.class)).isEqualTo(returned(again));
		assertThat(messages.register(200, B.class)).isEqualTo(returned(step(3, "register B at 200")));
		JsonNode other = step(4, "register C at 200: no error");
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> messages.register(returned(other), C.class))
			.withMessageContaining("taken by " + B.class.getName());
		JsonNode lookup = step(5, "look up 200");
		assertThat(lookup.get("decodes_as").asString()).endsWith("C");
		assertThat(messages.types()).containsEntry(lookup.get("opcode_of_B").asInt(), B.class);
		// Go noise counts its types and would use 4, although 3 is free.
		assertThat(other.get("next_available").asInt()).isEqualTo(4);
		assertThat(messages.register(C.class)).isEqualTo(3);
	}

	private static JsonNode step(int index, String what) {
		JsonNode step = recorded.get("steps").get(index);
		assertThat(step.get("do").asString()).startsWith(what);
		return step;
	}

	private static int returned(JsonNode step) {
		return step.get("returned").asInt();
	}

}
