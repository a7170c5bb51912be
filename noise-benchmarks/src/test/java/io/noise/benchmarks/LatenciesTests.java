package io.noise.benchmarks;

import io.noise.benchmarks.child.Latencies;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link Latencies}.
 */
class LatenciesTests {

	@Test
	void quantile_isExactToOnePartIn64() {
		Latencies latencies = new Latencies();
		for (int micros = 1; micros <= 1000; micros++) {
			latencies.add(micros * 1000L);
		}
		assertThat((double) latencies.quantile(0.5)).isCloseTo(500_000, within(500_000 / 64.0));
		assertThat((double) latencies.quantile(0.99)).isCloseTo(990_000, within(990_000 / 64.0));
	}

	@Test
	void quantile_ofNothing_isZero() {
		assertThat(new Latencies().quantile(0.5)).isZero();
	}

}
