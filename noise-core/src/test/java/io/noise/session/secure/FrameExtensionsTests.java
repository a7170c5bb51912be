package io.noise.session.secure;

import java.util.HexFormat;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.noise.vectors.Vectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FrameExtensions}, by vectors of whole frames.
 */
class FrameExtensionsTests {

	private static final HexFormat hex = HexFormat.of();

	private static final byte[] CHAT = hex.parseHex("100500000068656c6c6f");

	private final FrameWriter writer = new FrameWriter(new EmbeddedChannel(), (failure) -> {
	});

	private final ByteBuf out = Unpooled.buffer();

	static Stream<JsonNode> contexts() {
		return Vectors.read("trace_context.json").get("contexts").valueStream();
	}

	private static byte[] extensions(JsonNode vector) {
		return hex.parseHex(vector.get("extensions").asString());
	}

	@ParameterizedTest
	@MethodSource("contexts")
	void message_isTheVector(JsonNode vector) {
		this.writer.message(CHAT, extensions(vector), this.out);
		assertThat(ByteBufUtil.hexDump(this.out)).isEqualTo(vector.get("message").asString());
	}

	@ParameterizedTest
	@MethodSource("contexts")
	void request_isTheVector(JsonNode vector) {
		this.writer.numbered(FrameKind.REQUEST, extensions(vector), 1, CHAT, this.out);
		assertThat(ByteBufUtil.hexDump(this.out)).isEqualTo(vector.get("request").asString());
	}

	@ParameterizedTest
	@MethodSource("contexts")
	void read_givesExtensions_andLeavesTheRest(JsonNode vector) {
		FrameExtensions.write(extensions(vector), this.out);
		assertThat(this.out.readableBytes()).isEqualTo(FrameExtensions.length(extensions(vector)));
		this.out.writeBytes(CHAT);
		assertThat(FrameExtensions.read(FrameKind.MESSAGE, this.out))
			.isEqualTo(Unpooled.wrappedBuffer(extensions(vector)));
		assertThat(this.out).isEqualTo(Unpooled.wrappedBuffer(CHAT));
	}

}
