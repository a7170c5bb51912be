package io.noise.payload;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;

import io.noise.vectors.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The bytes of the Go original, written and read.
 */
class PayloadVectorsTests {

	private static final HexFormat hex = HexFormat.of();

	static Stream<JsonNode> encode() {
		return Vectors.read("payload.json").get("encode").valueStream();
	}

	static Stream<JsonNode> decode() {
		return Vectors.read("payload.json").get("decode").valueStream();
	}

	@ParameterizedTest
	@MethodSource("encode")
	void write_whatTheOriginalWrote_givesItsBytes(JsonNode vector) {
		PayloadWriter out = new PayloadWriter();
		JsonNode value = vector.get("value");
		switch (vector.get("type").asString()) {
			case "byte" -> out.writeByte(value.asInt());
			case "uint16" -> out.writeShort(value.asInt());
			case "uint32" -> out.writeInt((int) value.asLong());
			case "uint64" -> out.writeLong(Long.parseUnsignedLong(value.asString()));
			case "bytes" -> out.writeBytes(hex.parseHex(value.asString()));
			case "string" -> out.writeString(value.asString());
			default -> throw new IllegalStateException(vector.toString());
		}
		assertThat(hex.formatHex(out.toBytes())).isEqualTo(vector.get("hex").asString());
	}

	@ParameterizedTest
	@MethodSource("encode")
	void read_whatTheOriginalWrote_givesItsValue(JsonNode vector) {
		PayloadReader in = PayloadReader.of(hex.parseHex(vector.get("hex").asString()));
		String type = vector.get("type").asString();
		String value = type.equals("string") ? in.readString() : read(in, type);
		assertThat(value).isEqualTo(vector.get("value").asString());
		assertThat(in.remaining()).isZero();
	}

	@ParameterizedTest
	@MethodSource("decode")
	void read_whatTheOriginalWasGiven_readsTheSameOrIsStricter(JsonNode vector) {
		byte[] payload = hex.parseHex(vector.get("hex").asString());
		PayloadReader in = PayloadReader.of(payload);
		String type = vector.get("type").asString();
		if (!vector.get("error").isNull() || isCutShort(type, payload) || isMalformed(vector)) {
			assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> read(in, type));
			return;
		}
		assertThat(read(in, type)).isEqualTo(vector.get("value").asString());
		assertThat(in.remaining()).isEqualTo(vector.get("left").asInt());
	}

	/** The original pads an integer with zeros; no sender of its kind makes one. */
	private static boolean isCutShort(String type, byte[] payload) {
		int needed = switch (type) {
			case "byte" -> 1;
			case "uint16" -> 2;
			case "uint64" -> 8;
			default -> 4;
		};
		return payload.length < needed;
	}

	/** The original reads any bytes as a string. */
	private static boolean isMalformed(JsonNode vector) {
		return vector.get("value").asString().equals("c328");
	}

	private static String read(PayloadReader in, String type) {
		return switch (type) {
			case "byte" -> Integer.toString(in.readUnsignedByte());
			case "uint16" -> Integer.toString(in.readUnsignedShort());
			case "uint32" -> Long.toString(in.readUnsignedInt());
			case "uint64" -> Long.toUnsignedString(in.readLong());
			case "bytes" -> hex.formatHex(in.readBytes());
			case "string" -> hex.formatHex(in.readString().getBytes(StandardCharsets.UTF_8));
			default -> throw new IllegalStateException(type);
		};
	}

	@Test
	void severalFields_areWrittenAndReadAsTheOriginalDoes() {
		byte[] payload = new PayloadWriter().writeByte(7)
			.writeShort(0x1234)
			.writeInt(0xdeadbeef)
			.writeLong(0x0102030405060708L)
			.writeBytes(new byte[] { 1, 2, 3 })
			.writeString("end")
			.toBytes();
		assertThat(hex.formatHex(payload)).isEqualTo(Vectors.read("payload.json").get("mixed").get("hex").asString());
		PayloadReader in = PayloadReader.of(payload);
		assertThat(in.readByte()).isEqualTo((byte) 7);
		assertThat(in.readShort()).isEqualTo((short) 0x1234);
		assertThat(in.readInt()).isEqualTo(0xdeadbeef);
		assertThat(in.readLong()).isEqualTo(0x0102030405060708L);
		assertThat(in.readBytes()).containsExactly(1, 2, 3);
		assertThat(in.readString()).isEqualTo("end");
	}

}
