package io.noise.message;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.noise.payload.PayloadException;
import io.noise.record.RecordCodec;
import io.noise.record.RecordForms;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ToldFormsCacheTests {

	private static final int MAX_ENTRIES = 64;

	private final ToldFormsCache cache = new ToldFormsCache();

	record Order(long number, String text) {
	}

	/** Forms that differ by the opcode. */
	private static byte[] forms(int opcode) {
		return RecordForms.write(new TreeMap<>(Map.of(opcode, RecordCodec.of(Order.class))), 1 << 16);
	}

	@Test
	void sameBytes_areReadOnce() {
		ToldForms first = this.cache.of(forms(7));
		assertThat(this.cache.of(forms(7))).isSameAs(first);
		assertThat(this.cache.of(forms(8))).isNotSameAs(first);
	}

	@Test
	void leastRecentlyUsed_isForgotten() {
		ToldForms first = this.cache.of(forms(1));
		ToldForms second = this.cache.of(forms(2));
		for (int opcode = 3; opcode <= MAX_ENTRIES + 1; opcode++) {
			this.cache.of(forms(opcode));
			assertThat(this.cache.of(forms(1))).isSameAs(first);
		}
		assertThat(this.cache.of(forms(2))).isNotSameAs(second);
	}

	@Test
	void madeUpForms_areRefused_orKeptAsTheyAre() {
		Random random = new Random(17);
		for (int i = 0; i < 10_000; i++) {
			byte[] bytes = forms(1 + random.nextInt(255));
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
			try {
				assertThat(this.cache.of(bytes).size()).isEqualTo(bytes.length);
			}
			catch (PayloadException ex) {
				assertThat(ex).hasMessageNotContaining("null");
			}
		}
		assertThat(this.cache.of(forms(7)).opcodes()).containsExactly(7);
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> this.cache.of(new byte[] { 1, 1 }));
	}

}
