package io.noise.limit;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTests {

	private static Stream<Long> millis(Backoff backoff, int pauses) {
		return Stream.generate(backoff::next).limit(pauses).map(Duration::toMillis);
	}

	@Test
	void pauses_withoutJitter_doubleFromOneSecondToOneMinute() {
		assertThat(millis(new Backoff(() -> 0.5), 9)).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L,
				60_000L, 60_000L, 60_000L);
	}

	@Test
	void jitter_isAFifthEitherWay_atTheEndsToo() {
		assertThat(millis(new Backoff(() -> 0), 2)).containsExactly(800L, 1_600L);
		assertThat(millis(new Backoff(() -> 1), 2)).containsExactly(1_200L, 2_400L);
		assertThat(millis(new Backoff(() -> 0), 8)).endsWith(25_600L, 48_000L, 48_000L);
		assertThat(millis(new Backoff(() -> 1), 8)).endsWith(38_400L, 72_000L, 72_000L);
	}

	@Test
	void pauses_ofManyNodes_areNeverTheSame() {
		Random random = new Random(1);
		List<Duration> firsts = Stream.generate(() -> new Backoff(random::nextDouble).next()).limit(1_000).toList();
		assertThat(firsts).doesNotHaveDuplicates();
		assertThat(firsts)
			.allSatisfy((pause) -> assertThat(pause).isBetween(Duration.ofMillis(800), Duration.ofMillis(1_200)));
	}

	@Test
	void first_isAFirstPause_andChangesNothing() {
		Backoff backoff = new Backoff(() -> 0.5);
		assertThat(millis(backoff, 3)).hasSize(3);
		assertThat(backoff.first()).isEqualTo(Backoff.FIRST);
		assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(8));
	}

	@Test
	void reset_beginsAnew() {
		Backoff backoff = new Backoff(() -> 0.5);
		assertThat(millis(backoff, 7)).hasSize(7);
		backoff.reset();
		assertThat(backoff.next()).isEqualTo(Backoff.FIRST);
	}

	@Test
	void exhaust_waitsLongest() {
		Backoff backoff = new Backoff(() -> 0.5);
		backoff.exhaust();
		assertThat(backoff.next()).isEqualTo(Backoff.LONGEST);
	}

}
