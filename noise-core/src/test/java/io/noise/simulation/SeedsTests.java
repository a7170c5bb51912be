package io.noise.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.noise.secrets.Unlogged;
import io.noise.session.Sessions;
import io.noise.session.secure.SimulatedSessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * As many random stories as {@code noise.seeds} says, from the seed {@code noise.seed}
 * on. A seed tells the same story each time.
 */
@Timeout(value = 12, unit = TimeUnit.HOURS)
@ExtendWith(Unlogged.class)
class SeedsTests {

	private static final int SEEDS = Integer.getInteger("noise.seeds", 10_000);

	/** Every so many stories, the session is not secure, but plain. */
	private static final int A_PLAIN_ONE = 16;

	private static final long FIRST = Long.getLong("noise.seed", 1);

	@Test
	void promises_holdInEveryStory() throws Exception {
		int threads = Runtime.getRuntime().availableProcessors();
		ExecutorService workers = Executors.newFixedThreadPool(threads);
		AtomicLong next = new AtomicLong(FIRST);
		try {
			List<Future<List<String>>> all = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				all.add(workers.submit((Callable<List<String>>) () -> tellAll(next)));
			}
			for (Future<List<String>> broken : all) {
				assertThat(broken.get()).isEmpty();
			}
		}
		finally {
			next.set(Long.MAX_VALUE);
			workers.shutdownNow();
		}
	}

	private static List<String> tellAll(AtomicLong next) {
		for (long seed = next.getAndIncrement(); seed < FIRST + SEEDS; seed = next.getAndIncrement()) {
			List<String> broken = tell(seed);
			if (!broken.isEmpty()) {
				next.set(Long.MAX_VALUE / 2);
				return broken;
			}
		}
		return List.of();
	}

	private static List<String> tell(long seed) {
		boolean secure = seed % A_PLAIN_ONE != 0;
		SimulatedWorld world = new SimulatedWorld(seed, (host, random) -> secure
				? SimulatedSessions.secure(SimulatedIdentities.of(host), random) : Sessions.plain());
		List<String> broken = new ArrayList<>();
		try {
			RandomStory story = new RandomStory(world);
			Promises promises = new Promises(world, secure);
			story.run();
			promises.checkQuiet();
			story.end();
			promises.checkEnd();
			broken.addAll(promises.broken());
		}
		catch (Throwable ex) {
			broken.add("a failure of the simulation: " + ex);
		}
		if (!broken.isEmpty()) {
			if (SEEDS == 1) {
				broken.add(world.trace().toString());
			}
			broken.add(0,
					"Run it again, with its trace: ./mvnw -pl noise-core test -Dtest=SeedsTests -Dnoise.seeds=1 -Dnoise.seed="
							+ seed);
		}
		return broken;
	}

}
