package io.noise.session.secure;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The vectors of RFC 7748, section 6.1, and what is around the arithmetic.
 */
class X25519KeyPairTests {

	private static final HexFormat hex = HexFormat.of();

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
