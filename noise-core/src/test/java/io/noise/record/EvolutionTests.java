package io.noise.record;

import java.util.List;
import java.util.Optional;

import io.noise.payload.PayloadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Two versions of one record: what was appended is ignored by the older and empty for the
 * newer.
 */
class EvolutionTests {

	record First(int number) {
	}

	record Second(int number, Optional<String> note, List<Integer> more) {
	}

	record Third(int number, Optional<String> note, List<Integer> more, int needed) {
	}

	record Wrapped(byte flag, Second second) {
	}

	record ManySeconds(List<Second> seconds) {
	}

	record OnlyOptional(Optional<String> note) {
	}

	@Test
	void surplusBytes_areIgnored() {
		assertThat(Bytes.decode(First.class, "05000000" + "0101000000ff")).isEqualTo(new First(5));
	}

	@Test
	void missingOptionalAndList_areEmpty() {
		assertThat(Bytes.decode(Second.class, "05000000")).isEqualTo(new Second(5, Optional.empty(), List.of()));
		assertThat(Bytes.decode(Second.class, "05000000" + "010100000061"))
			.isEqualTo(new Second(5, Optional.of("a"), List.of()));
		assertThat(Bytes.decode(OnlyOptional.class, "")).isEqualTo(new OnlyOptional(Optional.empty()));
	}

	@Test
	void missingWithinTheLastRecord_isEmpty() {
		Second five = new Second(5, Optional.empty(), List.of());
		assertThat(Bytes.decode(Wrapped.class, "01" + "05000000")).isEqualTo(new Wrapped((byte) 1, five));
		assertThat(Bytes.decode(ManySeconds.class, "01000000" + "05000000")).isEqualTo(new ManySeconds(List.of(five)));
	}

	@Test
	void missingComponentOfAnotherKind_isRefused() {
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Bytes.decode(Third.class, "05000000"))
			.withMessage("Third.needed: int at offset 4: 0 bytes left (expected: 4)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "050000", "0500000001", "05000000010200", "050000000102000000", "0500000000010000",
			"05000000000200000001000000" })
	void componentCutShort_isRefused(String bytes) {
		assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> Bytes.decode(Second.class, bytes));
	}

}
