package io.noise.session.secure;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SuiteTests {

	@Test
	void protocolName_isThatOfTheSpecification() {
		assertThat(Suite.AESGCM.protocolName(Hash.SHA256)).isEqualTo("Noise_XX_25519_AESGCM_SHA256");
		assertThat(Suite.CHACHAPOLY.protocolName(Hash.SHA256)).isEqualTo("Noise_XX_25519_ChaChaPoly_SHA256");
	}

	@Test
	void ofId_knownAndUnknown() {
		assertThat(Suite.ofId((byte) 1)).contains(Suite.AESGCM);
		assertThat(Suite.ofId((byte) 2)).contains(Suite.CHACHAPOLY);
		assertThat(Suite.ofId((byte) 0)).isEmpty();
		assertThat(Suite.ofId((byte) 3)).isEmpty();
	}

}
