package io.noise.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.noise.Limits;
import io.noise.Refusal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rates of inbound connections, by a clock that the test moves.
 */
class AcceptRatesTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);

	private AcceptRates rates(Limits limits) {
		return new AcceptRates(limits, this.now::get);
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
	}

	private static long accepted(AcceptRates rates, Object address, int tries) {
		return IntStream.range(0, tries).filter((i) -> rates.refuse(address) == null).count();
	}

	@Test
	void refuse_beyondTheBurst_untilTimePasses() {
		AcceptRates rates = rates(Limits.defaults().withAcceptBurst(20).withAcceptRate(10));
		assertThat(accepted(rates, "a", 100)).isEqualTo(20);
		assertThat(rates.refuse("a")).isEqualTo(Refusal.ACCEPT_RATE);
		pass(Duration.ofMillis(500));
		assertThat(accepted(rates, "a", 100)).isEqualTo(5);
		pass(Duration.ofHours(1));
		assertThat(accepted(rates, "a", 100)).isEqualTo(20);
	}

	@Test
	void refuse_oneAddress_doesNotConcernAnother() {
		AcceptRates rates = rates(Limits.defaults().withAcceptBurst(1));
		assertThat(rates.refuse("a")).isNull();
		assertThat(rates.refuse("a")).isNotNull();
		assertThat(rates.refuse("b")).isNull();
	}

	@Test
	void refuse_wholeNode_countsWhateverAddress() {
		AcceptRates rates = rates(Limits.defaults().withHandshakeRate(3));
		assertThat(accepted(rates, null, 2)).isEqualTo(2);
		assertThat(rates.refuse("a")).isNull();
		assertThat(rates.refuse("b")).isEqualTo(Refusal.HANDSHAKE_RATE);
		pass(Duration.ofSeconds(1));
		assertThat(accepted(rates, null, 10)).isEqualTo(3);
	}

	@Test
	void refuse_wholeNodeByDefault_isWithoutLimit() {
		assertThat(accepted(rates(Limits.defaults()), null, 10_000)).isEqualTo(10_000);
	}

	@Test
	void addresses_manyMoreThanAreRemembered_takeNoMoreMemory() {
		AcceptRates rates = rates(Limits.defaults().withAcceptBurst(1));
		for (int i = 0; i < 25_000; i++) {
			assertThat(rates.refuse(i)).isNull();
		}
		assertThat(rates.size()).isEqualTo(10_000);
		assertThat(rates.refuse(24_999)).isNotNull();
		assertThat(rates.refuse(0)).isNull();
	}

}
