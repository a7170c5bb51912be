package io.noise.concurrent;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.noise.CapturedLog;
import io.noise.Nodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Hooks that block their lane; the timers of the watch run when the test says so.
 */
class LaneWatchTests {

	private static final Duration THRESHOLD = Duration.ofSeconds(10);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Queue<Runnable> timers = new ConcurrentLinkedQueue<>();

	private final CapturedLog log = new CapturedLog(LaneWatch.class);

	private final CompletableFuture<Void> entered = new CompletableFuture<>();

	private final CompletableFuture<Void> go = new CompletableFuture<>();

	private final Lane lane = lane(THRESHOLD);

	private Lane lane(Duration threshold) {
		return new Lane("peer x", new Lane.Threads() {

			@Override
			public void execute(Runnable task, Runnable refused) {
				LaneWatchTests.this.threads.execute(task);
			}

			@Override
			public boolean runLater(Runnable action, Duration pause) {
				assertThat(pause).isEqualTo(THRESHOLD);
				return LaneWatchTests.this.timers.add(action);
			}

		}, new Lane.Failures() {

			@Override
			public void add(String owner, Object hook, Object event, Throwable failure) {
				throw new IllegalStateException(failure);
			}

			@Override
			public void log(String what, Throwable failure) {
				throw new IllegalStateException(failure);
			}

		}, () -> {
		}, threshold);
	}

	@BeforeEach
	void block() throws Exception {
		block(this.lane);
	}

	private void block(Lane blocked) throws Exception {
		blocked.execute(() -> blocked.call("Jobs.run()", "an event", () -> {
			this.entered.complete(null);
			this.go.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
		}));
		this.entered.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
	}

	@AfterEach
	void stop() {
		this.go.complete(null);
		this.threads.shutdown();
		this.log.close();
	}

	private CompletableFuture<Void> waiting() {
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.lane.execute(() -> done.complete(null));
		return done;
	}

	@Test
	void hookForWhichNothingWaits_isNotWatched() {
		assertThat(this.timers).isEmpty();
	}

	@Test
	void hookForWhichSomethingWaits_isReportedOnce_andWhenItReturns() {
		waiting();
		waiting();
		assertThat(this.timers).hasSize(1);
		this.timers.remove().run();
		assertThat(this.timers).isEmpty();
		assertThat(this.log.lines()).singleElement()
			.asString()
			.startsWith("WARN Jobs.run() of peer x has blocked for more than PT10S");
		waiting();
		assertThat(this.timers).isEmpty();
		this.go.complete(null);
		await().atMost(Nodes.SOON).until(() -> this.log.lines().size() == 2);
		assertThat(this.log.lines().get(1)).startsWith("WARN Jobs.run() of peer x has returned");
	}

	@Test
	void hookAfterAReportedOne_isReportedToo() throws Exception {
		CompletableFuture<Void> begun = new CompletableFuture<>();
		CompletableFuture<Void> end = new CompletableFuture<>();
		this.lane.execute(() -> this.lane.call("Jobs.next()", "an event", () -> {
			begun.complete(null);
			end.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
		}));
		waiting();
		this.timers.remove().run();
		this.go.complete(null);
		begun.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
		for (int looks = 0; looks < 2 && this.log.lines().size() < 3; looks++) {
			this.timers.remove().run();
		}
		assertThat(this.log.lines()).hasSize(3);
		assertThat(this.log.lines().get(2)).startsWith("WARN Jobs.next() of peer x has blocked");
		end.complete(null);
		await().atMost(Nodes.SOON).until(() -> this.log.lines().size() == 4);
	}

	@Test
	void hookThatReturnsInTime_isNotReported() throws Exception {
		CompletableFuture<Void> done = waiting();
		this.go.complete(null);
		done.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
		await().atMost(Nodes.SOON).until(this.lane::isIdle);
		this.timers.remove().run();
		assertThat(this.timers).isEmpty();
		assertThat(this.log.lines()).isEmpty();
	}

	@Test
	void zero_watchesNothing() throws Exception {
		Lane unwatched = lane(Duration.ZERO);
		block(unwatched);
		unwatched.execute(() -> {
		});
		assertThat(this.timers).isEmpty();
	}

}
