package io.noise.session.secure;

import java.lang.reflect.Field;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class WipeableKeyTests {

	private final WipeableKey key = new WipeableKey("AES", TestKeys.secret("key"), 16);

	@Test
	void getEncoded_givesCopiesOfTheKey() {
		assertThat(this.key.getEncoded()).hasSize(16).isNotSameAs(this.key.getEncoded());
		Secrets.wipe(this.key.getEncoded());
		assertThat(this.key.getEncoded()).isEqualTo(Arrays.copyOf(TestKeys.secret("key"), 16));
	}

	@Test
	void destroy_wipesTheBytesThemselves() throws Exception {
		this.key.destroy();
		assertThat(this.key.isDestroyed()).isTrue();
		assertThatIllegalStateException().isThrownBy(this.key::getEncoded);
		Field bytes = WipeableKey.class.getDeclaredField("bytes");
		bytes.setAccessible(true);
		assertThat((byte[]) bytes.get(this.key)).containsOnly(0).hasSize(16);
	}

	@Test
	void toString_showsNothingSecret() {
		assertThat(this.key).hasToString("WipeableKey[AES]");
	}

}
