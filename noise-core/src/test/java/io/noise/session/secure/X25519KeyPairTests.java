package io.noise.session.secure;

import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The vectors of RFC 7748, sections 5.2 and 6.1, and what is around the arithmetic.
 */
class X25519KeyPairTests {

	private static final HexFormat hex = HexFormat.of();

	@ParameterizedTest
	@CsvSource({
			"a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4,"
					+ "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c,"
					+ "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
			"4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d,"
					+ "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493,"
					+ "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957" })
	void multiply_givesTheBytesOfTheRfc(String scalar, String u, String product) {
		assertThat(hex.formatHex(JdkCurves.INSTANCE.multiply(hex.parseHex(scalar), hex.parseHex(u))))
			.isEqualTo(product);
	}

	@ParameterizedTest
	@CsvSource({ "1, 422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079",
			"1000, 684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51" })
	void multiply_repeated_givesTheBytesOfTheRfc(int times, String product) {
		byte[] k = Arrays.copyOf(new byte[] { 9 }, 32);
		byte[] u = k;
		for (int i = 0; i < times; i++) {
			byte[] next = JdkCurves.INSTANCE.multiply(k, u);
			u = k;
			k = next;
		}
		assertThat(hex.formatHex(k)).isEqualTo(product);
	}

	@Test
	void dh_withTheKeysOfTheRfc_givesItsSecret() {
		X25519KeyPair alice = TestKeys
			.of(hex.parseHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
		X25519KeyPair bob = TestKeys
			.of(hex.parseHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
		assertThat(hex.formatHex(alice.publicKey()))
			.isEqualTo("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
		assertThat(hex.formatHex(bob.publicKey()))
			.isEqualTo("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
		String secret = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";
		assertThat(hex.formatHex(alice.dh(bob.publicKey()))).isEqualTo(secret);
		assertThat(hex.formatHex(bob.dh(alice.publicKey()))).isEqualTo(secret);
	}

	@Test
	void generate_givesPairsThatAgreeAndDiffer() {
		X25519KeyPair one = TestKeys.fresh();
		X25519KeyPair two = TestKeys.fresh();
		assertThat(one.publicKey()).isNotEqualTo(two.publicKey());
		assertThat(one.dh(two.publicKey())).isEqualTo(two.dh(one.publicKey()));
	}

	@Test
	void of_wrongLength_isRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> TestKeys.of(new byte[33]))
			.withMessage("X25519 private key: 33 bytes (expected: 32)");
	}

	@Test
	void destroy_refusesEverythingFurther() {
		X25519KeyPair pair = TestKeys.fresh();
		pair.destroy();
		assertThatIllegalStateException().isThrownBy(() -> pair.dh(TestKeys.INITIATOR_STATIC.publicKey()));
	}

	@Test
	void toString_showsNothingSecret() {
		assertThat(TestKeys.fresh()).hasToString("X25519KeyPair");
	}

}
