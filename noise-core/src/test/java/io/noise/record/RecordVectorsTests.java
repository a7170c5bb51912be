package io.noise.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.vectors.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records against the bytes of messages that the Go original writes by hand.
 */
@SuppressWarnings("ArrayRecordComponent")
class RecordVectorsTests {

	private static final HexFormat hex = HexFormat.of();

	record Chat(String text) {
	}

	record Uint8(byte value) {
	}

	record Uint16(short value) {
	}

	record Uint32(int value) {
	}

	record Uint64(long value) {
	}

	record Blob(byte[] value) {
	}

	record Mixed(byte a, short b, int c, long d, byte[] e, String f) {
	}

	static Stream<JsonNode> fields() {
		return Vectors.read("payload.json").get("encode").valueStream();
	}

	@ParameterizedTest
	@MethodSource("fields")
	void recordOfOneComponent_isTheFieldOfTheOriginal(JsonNode vector) {
		JsonNode value = vector.get("value");
		Record message = switch (vector.get("type").asString()) {
			case "byte" -> new Uint8((byte) value.asInt());
			case "uint16" -> new Uint16((short) value.asInt());
			case "uint32" -> new Uint32((int) value.asLong());
			case "uint64" -> new Uint64(Long.parseUnsignedLong(value.asString()));
			case "bytes" -> new Blob(hex.parseHex(value.asString()));
			case "string" -> new Chat(value.asString());
			default -> throw new IllegalStateException(vector.toString());
		};
		String payload = vector.get("hex").asString();
		assertThat(Bytes.encode(message)).isEqualTo(payload);
		assertThat(Bytes.decode(message.getClass(), payload)).usingRecursiveComparison().isEqualTo(message);
	}

	@Test
	void recordOfSeveralComponents_isTheMessageOfTheOriginal() {
		String payload = Vectors.read("payload.json").get("mixed").get("hex").asString();
		Mixed mixed = new Mixed((byte) 7, (short) 0x1234, 0xdeadbeef, 0x0102030405060708L, new byte[] { 1, 2, 3 },
				"end");
		assertThat(Bytes.encode(mixed)).isEqualTo(payload);
		assertThat(Bytes.decode(Mixed.class, payload)).usingRecursiveComparison().isEqualTo(mixed);
	}

	static Stream<JsonNode> frames() {
		return Vectors.read("messages.json").get("frames").valueStream();
	}

	@ParameterizedTest
	@MethodSource("frames")
	void chat_isTheTextMessageOfTheOriginal(JsonNode vector) throws Exception {
		byte[] text = text(vector);
		byte[] payload = new PayloadWriter().writeBytes(text).toBytes();
		assertFrame(vector, frame(vector.get("opcode").asInt(), payload));
		RecordCodec<Chat> codec = RecordCodec.of(Chat.class);
		Chat chat = codec.decode(PayloadReader.of(payload).replacingMalformedText());
		assertThat(chat.text()).isEqualTo(new String(text, StandardCharsets.UTF_8));
		if (Arrays.equals(text, chat.text().getBytes(StandardCharsets.UTF_8))) {
			PayloadWriter out = new PayloadWriter();
			codec.encode(chat, out);
			assertThat(out.toBytes()).isEqualTo(payload);
		}
	}

	private static byte[] text(JsonNode vector) {
		if (vector.has("text_hex")) {
			return hex.parseHex(vector.get("text_hex").asString());
		}
		return vector.get("text_repeat")
			.asString()
			.repeat(vector.get("text_len").asInt())
			.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] frame(int opcode, byte[] payload) {
		PayloadWriter out = new PayloadWriter();
		int length = 1 + payload.length;
		while (length > 0x7f) {
			out.writeByte((length & 0x7f) | 0x80);
			length >>>= 7;
		}
		return out.writeByte(length).writeByte(opcode).writeRaw(payload, 0, payload.length).toBytes();
	}

	private static void assertFrame(JsonNode vector, byte[] frame) throws Exception {
		if (vector.has("frame")) {
			assertThat(hex.formatHex(frame)).isEqualTo(vector.get("frame").asString());
			return;
		}
		assertThat(frame).hasSize(vector.get("frame_len").asInt());
		assertThat(hex.formatHex(frame)).startsWith(vector.get("frame_head").asString());
		assertThat(hex.formatHex(MessageDigest.getInstance("SHA-256").digest(frame)))
			.isEqualTo(vector.get("frame_sha256").asString());
	}

}
