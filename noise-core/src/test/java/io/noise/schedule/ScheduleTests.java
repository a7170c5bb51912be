package io.noise.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * As many random schedules as {@code noise.schedules} says. A seed decides what is tried,
 * not how the threads meet: {@code -Dnoise.schedules.seed} repeats the attempt.
 */
@Timeout(value = 12, unit = TimeUnit.HOURS)
class ScheduleTests {

	private static final int SCHEDULES = Integer.getInteger("noise.schedules", 10_000);

	private static final long SEED = Long.getLong("noise.schedules.seed", 1);

	private static final int A_PAIR = 50;

	private static final int A_SLOW_LINE = 2_500;

	private static final int AT_ONCE = 6;

	@Test
	void promises_holdInEverySchedule() throws Exception {
		ExecutorService pairs = Executors.newFixedThreadPool(AT_ONCE);
		ExecutorService workers = Executors.newCachedThreadPool();
		try {
			List<Callable<List<String>>> all = new ArrayList<>();
			for (long first = 0; first < SCHEDULES; first += A_PAIR) {
				long seed = SEED + first;
				int count = (int) Math.min(A_PAIR, SCHEDULES - first);
				all.add(() -> run(seed, count, workers));
			}
			for (int i = 0; i < SCHEDULES; i += A_SLOW_LINE) {
				all.add(() -> new SlowLine(workers).progressCounts(false));
				all.add(() -> new SlowLine(workers).progressCounts(true));
				all.add(() -> new SlowLine(workers).hooksHaveTheirTime());
				all.add(() -> new SlowLine(workers).redialGoesOn());
				all.add(() -> new Storm(workers).handlersTakeTurns());
				all.add(() -> new Storm(workers).metadataIsThatOfOneMoment());
				all.add(() -> new Held().futuresNeedNoThread());
				all.add(() -> new Held().closingHandlerIsNotInterrupted());
			}
			// Some wait for most of their time, others compute: let them meet.
			Collections.shuffle(all, new Random(SEED));
			List<Future<List<String>>> results = new ArrayList<>();
			all.forEach((one) -> results.add(pairs.submit(one)));
			for (Future<List<String>> one : results) {
				assertThat(one.get()).isEmpty();
			}
		}
		finally {
			pairs.shutdownNow();
			workers.shutdownNow();
		}
	}

	private static List<String> run(long seed, int count, ExecutorService workers) throws Exception {
		List<String> broken = new ArrayList<>();
		Pair pair = new Pair(seed);
		for (int i = 0; i < count && broken.isEmpty(); i++) {
			Schedule schedule = new Schedule(pair, seed + i, workers);
			schedule.run().forEach((fault) -> broken.add(schedule + ": " + fault));
		}
		if (broken.isEmpty() && new Random(seed).nextInt(4) == 0 && !pair.sayGoodbye()) {
			broken.add("seed " + seed + " (" + pair + "): a node that is closed by a handler waits for it");
		}
		if (broken.isEmpty()) {
			// Else it may take its time, and the test has failed anyhow.
			pair.close();
		}
		return broken;
	}

}
