package io.noise.session.legacy;

import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.noise.vectors.Vectors;
import io.noise.wire.FrameEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The keys and sealed frames of the original.
 */
class AeadVectorsTests {

	private static final HexFormat hex = HexFormat.of();

	private static final Map<String, KeyHash> hashes = Map.of("sha256", KeyHash.SHA_256, "sha512", KeyHash.SHA_512);

	private static final Map<String, AeadCipher> ciphers = Map.of("AES-256-GCM", AeadCipher.AES_256_GCM,
			"ChaCha20-Poly1305", AeadCipher.CHACHA20_POLY1305, "XChaCha20-Poly1305", AeadCipher.XCHACHA20_POLY1305);

	static Stream<JsonNode> keys() {
		JsonNode vectors = Vectors.read("aead.json");
		return Stream.concat(vectors.get("hkdf").valueStream(), vectors.get("sets").valueStream());
	}

	static Stream<Arguments> frames() {
		return Vectors.read("aead.json")
			.get("sets")
			.valueStream()
			.flatMap((set) -> set.get("sealed")
				.valueStream()
				.map((frame) -> Arguments.of(set.get("suite").asString(), set.get("hash").asString(),
						set.get("shared").asString(), frame)));
	}

	private static FrameKey key(String suite, String hash, String shared) {
		try (SharedSecret secret = SharedSecret.of(hex.parseHex(shared))) {
			return FrameKey.derive(secret, hashes.get(hash), ciphers.get(suite));
		}
	}

	private static long counterBefore(JsonNode frame) {
		return Long.parseUnsignedLong(frame.get("counter").asString()) - 1;
	}

	@Test
	void frames_areAllThere() {
		assertThat(frames()).hasSize(6 * 21);
	}

	@ParameterizedTest
	@MethodSource("keys")
	void derive_theSecretOfTheOriginal_givesItsKey(JsonNode vector) {
		byte[] key = hashes.get(vector.get("hash").asString())
			.derive(hex.parseHex(vector.get("shared").asString()), AeadCipher.KEY_BYTES);
		assertThat(hex.formatHex(key)).isEqualTo(vector.get("key").asString());
	}

	@ParameterizedTest
	@MethodSource("frames")
	void seal_whatTheOriginalSealed_givesItsFrame(String suite, String hash, String shared, JsonNode frame) {
		byte[] sealed = key(suite, hash, shared).sealing(counterBefore(frame))
			.seal(hex.parseHex(frame.get("plaintext").asString()));
		assertThat(hex.formatHex(sealed)).isEqualTo(frame.get("sealed").asString());
		ByteBuf wire = Unpooled.buffer();
		FrameEncoder.encode(sealed, wire);
		assertThat(ByteBufUtil.hexDump(wire)).isEqualTo(frame.get("frame").asString());
	}

	@ParameterizedTest
	@MethodSource("frames")
	void open_whatTheOriginalSealed_givesItsText(String suite, String hash, String shared, JsonNode frame) {
		byte[] body = key(suite, hash, shared).opening(counterBefore(frame))
			.open(hex.parseHex(frame.get("sealed").asString()));
		assertThat(hex.formatHex(body)).isEqualTo(frame.get("plaintext").asString());
	}

	/** The example of draft-irtf-cfrg-xchacha, section 2.2.1. */
	@Test
	void hChaCha20_theExampleOfItsDraft_givesItsSubkey() {
		byte[] key = hex.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
		byte[] input = hex.parseHex("000000090000004a0000000031415927");
		assertThat(hex.formatHex(HChaCha20.subkey(key, input)))
			.isEqualTo("82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc");
	}

}
