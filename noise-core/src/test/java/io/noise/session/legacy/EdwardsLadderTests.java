package io.noise.session.legacy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import cafe.cryptography.curve25519.CompressedEdwardsY;
import cafe.cryptography.curve25519.InvalidEncodingException;
import cafe.cryptography.curve25519.Scalar;
import io.noise.vectors.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Diffie-Hellman of the original: its results, and those of a second implementation.
 */
class EdwardsLadderTests {

	private static final HexFormat hex = HexFormat.of();

	static Stream<JsonNode> pairs() {
		return Vectors.read("ecdh.json").get("valid").valueStream();
	}

	static Stream<String> seedsOfTheComparison() {
		Random seeds = new Random();
		return IntStream.range(0, 8).mapToObj((i) -> Long.toString(seeds.nextLong()));
	}

	@Test
	void multiply_allThatTheOriginalMultiplied_givesItsResults() {
		List<String> lines = Vectors.lines("ecdh_many.txt");
		assertThat(lines).hasSize(2008).allSatisfy((line) -> {
			String seed = line.substring(0, 64);
			String publicKey = line.substring(65, 129);
			assertThat(multiply(seed, publicKey)).contains(line.substring(130));
		});
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void multiply_fromBothSides_givesTheSecretOfTheOriginal(JsonNode pair) {
		String shared = pair.get("shared").asString();
		assertThat(multiply(pair.get("a_seed").asString(), pair.get("b_public").asString())).contains(shared);
		assertThat(multiply(pair.get("b_seed").asString(), pair.get("a_public").asString())).contains(shared);
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void scalar_isThatOfTheOriginal(JsonNode pair) {
		byte[] scalar = EdwardsLadder.scalar(hex.parseHex(pair.get("a_seed").asString()));
		assertThat(hex.formatHex(scalar)).isEqualTo(pair.get("a_scalar").asString());
	}

	/**
	 * Half of all random encodings are no point, and of the others seven in eight lie
	 * outside the group of prime order.
	 */
	@ParameterizedTest
	@MethodSource("seedsOfTheComparison")
	void multiply_anyEncoding_givesWhatAnotherImplementationGives(String randomSeed) {
		Random random = new Random(Long.parseLong(randomSeed));
		for (int i = 0; i < 50; i++) {
			byte[] seed = random(random);
			byte[] encoded = random(random);
			assertThat(EdwardsLadder.multiply(seed, encoded).map(hex::formatHex)).isEqualTo(elisabeth(seed, encoded));
		}
	}

	@ParameterizedTest
	@MethodSource("seedsOfTheComparison")
	void multiply_publicKeys_givesBothSidesTheSame(String randomSeed) {
		Random random = new Random(Long.parseLong(randomSeed));
		for (int i = 0; i < 25; i++) {
			byte[] a = random(random);
			byte[] b = random(random);
			Optional<String> ours = EdwardsLadder.multiply(a, Ed25519Keys.publicKey(b)).map(hex::formatHex);
			assertThat(ours).isPresent().isEqualTo(elisabeth(b, Ed25519Keys.publicKey(a)));
		}
	}

	@Test
	void multiply_leavesItsInputsAsTheyAre() {
		byte[] seed = random(new Random(1));
		byte[] publicKey = Ed25519Keys.publicKey(seed);
		publicKey[31] |= (byte) 0x80;
		byte[] seedBefore = seed.clone();
		byte[] keyBefore = publicKey.clone();
		EdwardsLadder.multiply(seed, publicKey);
		assertThat(seed).isEqualTo(seedBefore);
		assertThat(publicKey).isEqualTo(keyBefore);
	}

	private static byte[] random(Random random) {
		byte[] bytes = new byte[32];
		random.nextBytes(bytes);
		return bytes;
	}

	private static Optional<String> multiply(String seed, String publicKey) {
		return EdwardsLadder.multiply(hex.parseHex(seed), hex.parseHex(publicKey)).map(hex::formatHex);
	}

	private static Optional<String> elisabeth(byte[] seed, byte[] encoded) {
		try {
			Scalar scalar = Scalar.fromBits(EdwardsLadder.scalar(seed));
			byte[] product = new CompressedEdwardsY(Arrays.copyOf(encoded, 32)).decompress()
				.multiply(scalar)
				.compress()
				.toByteArray();
			return Optional.of(hex.formatHex(product));
		}
		catch (InvalidEncodingException ex) {
			return Optional.empty();
		}
	}

}
