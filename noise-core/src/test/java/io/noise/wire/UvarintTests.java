package io.noise.wire;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.noise.vectors.Vectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UvarintTests {

	static Stream<Arguments> recorded() {
		return Vectors.read("framing.json")
			.get("decode")
			.valueStream()
			.map((c) -> Arguments.of(c.get("bytes").asString(), c.get("value").asString(), c.get("error")));
	}

	@ParameterizedTest
	@MethodSource("recorded")
	void read_recordedBytes_givesWhatTheOriginalRead(String hex, String value, JsonNode error) {
		ByteBuf in = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
		if (error.isNull()) {
			assertThat(Uvarint.read(in)).isEqualTo(number(value));
			assertThat(in.isReadable()).isFalse();
		}
		else if (error.asString().equals("EOF")) {
			assertThat(Uvarint.read(in)).isEqualTo(Uvarint.INCOMPLETE);
			assertThat(in.readerIndex()).isZero();
		}
		else {
			assertThatExceptionOfType(FrameException.class).isThrownBy(() -> Uvarint.read(in))
				.satisfies((ex) -> assertThat(ex.fault()).isEqualTo(FrameException.Fault.MALFORMED_LENGTH));
		}
	}

	/** The largest number is read as its neighbour: see {@link Uvarint#read}. */
	private static long number(String text) {
		long number = Long.parseUnsignedLong(text);
		return (number == Uvarint.INCOMPLETE) ? number - 1 : number;
	}

	static Stream<Arguments> sizes() {
		return Vectors.read("framing.json")
			.get("encode")
			.valueStream()
			.map((c) -> Arguments.of(c.get("uvarint").asString(), number(c.get("size").asString())));
	}

	@ParameterizedTest
	@MethodSource("sizes")
	void read_sizeWrittenByTheOriginal_givesTheSize(String hex, long size) {
		assertThat(Uvarint.read(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)))).isEqualTo(size);
	}

	@ParameterizedTest
	@MethodSource("sizes")
	void read_anyBeginningOfANumber_isIncomplete(String hex, long size) {
		byte[] bytes = HexFormat.of().parseHex(hex);
		for (int length : List.of(0, bytes.length - 1)) {
			assertThat(Uvarint.read(Unpooled.wrappedBuffer(bytes, 0, length))).isEqualTo(Uvarint.INCOMPLETE);
		}
	}

}
