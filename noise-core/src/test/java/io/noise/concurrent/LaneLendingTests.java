package io.noise.concurrent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lanes whose hooks wait and lend their turn.
 */
class LaneLendingTests {

	private static final long SECONDS = 20;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();

	private final List<String> log = Collections.synchronizedList(new ArrayList<>());

	private final AtomicInteger running = new AtomicInteger();

	private final AtomicInteger mostRunning = new AtomicInteger();

	private final Lane lane = lane();

	private Lane lane() {
		Lane made = new Lane("a lane", new Lane.Threads() {

			@Override
			public void execute(Runnable task, Runnable refused) {
				LaneLendingTests.this.threads.execute(task);
			}

			@Override
			public boolean runLater(Runnable action, Duration pause) {
				LaneLendingTests.this.threads.execute(action);
				return true;
			}

		}, new Lane.Failures() {

			@Override
			public void add(String owner, Object hook, Object event, Throwable failure) {
				LaneLendingTests.this.log.add("failed " + failure);
			}

			@Override
			public void log(String what, Throwable failure) {
				LaneLendingTests.this.log.add(what + failure);
			}

		}, () -> {
		}, Duration.ZERO);
		made.serve(new Lane.Work() {

			@Override
			public @Nullable Runnable aside() {
				return LaneLendingTests.this.work.poll();
			}

			@Override
			public boolean waits() {
				return !LaneLendingTests.this.work.isEmpty();
			}

		});
		return made;
	}

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	/** Notes that the calling thread has the turn. */
	private void enter(String what) {
		this.log.add(what);
		this.mostRunning.accumulateAndGet(this.running.incrementAndGet(), Math::max);
	}

	private void leave() {
		this.running.decrementAndGet();
	}

	private void await(CompletableFuture<?> reply) throws Exception {
		leave();
		Lane.lend(() -> reply.get(SECONDS, TimeUnit.SECONDS));
		this.mostRunning.accumulateAndGet(this.running.incrementAndGet(), Math::max);
	}

	private void hook(String name, Lane.Hook hook) {
		this.lane.call(name, "an event", () -> {
			enter(name);
			hook.run();
			leave();
		});
	}

	private void offer(String name, Lane.Hook hook) {
		this.work.add(() -> hook(name, hook));
		this.lane.workArrived();
	}

	private void awaitIdle() throws Exception {
		CompletableFuture<Void> idle = new CompletableFuture<>();
		this.lane.execute(() -> idle.complete(null));
		idle.get(SECONDS, TimeUnit.SECONDS);
	}

	@Test
	void work_waitsWhileNoHookLends() throws Exception {
		CompletableFuture<Void> go = new CompletableFuture<>();
		this.lane.execute(() -> hook("hook", () -> go.get(SECONDS, TimeUnit.SECONDS)));
		offer("aside", () -> {
		});
		go.complete(null);
		awaitIdle();
		assertThat(this.log).containsExactly("hook");
	}

	@Test
	void work_runsAsideWhileAHookWaits_andTheHookGoesOnAfterIt() throws Exception {
		CompletableFuture<Void> reply = new CompletableFuture<>();
		this.lane.execute(() -> hook("hook", () -> {
			offer("aside", () -> {
				reply.complete(null);
				this.log.add("aside ends");
			});
			await(reply);
			this.log.add("hook goes on");
		}));
		awaitIdle();
		assertThat(this.log).containsExactly("hook", "aside", "aside ends", "hook goes on");
	}

	@Test
	void work_thatArrivesDuringTheWait_runsAside() throws Exception {
		CompletableFuture<Void> reply = new CompletableFuture<>();
		CountDownLatch waits = new CountDownLatch(1);
		this.lane.execute(() -> hook("hook", () -> {
			waits.countDown();
			await(reply);
		}));
		assertThat(waits.await(SECONDS, TimeUnit.SECONDS)).isTrue();
		offer("aside", () -> reply.complete(null));
		awaitIdle();
		assertThat(this.log).containsExactly("hook", "aside");
	}

	@Test
	void lane_goesOnWhenAllAsidesHaveEnded() throws Exception {
		CompletableFuture<Void> first = new CompletableFuture<>();
		CompletableFuture<Void> second = new CompletableFuture<>();
		CompletableFuture<Void> hookEnded = new CompletableFuture<>();
		this.lane.execute(() -> {
			hook("hook", () -> {
				offer("aside", () -> {
					first.complete(null);
					await(second);
					this.log.add("aside goes on");
				});
				await(first);
				this.log.add("hook ends");
				hookEnded.complete(null);
			});
			hook("next hook", () -> {
			});
		});
		hookEnded.get(SECONDS, TimeUnit.SECONDS);
		second.complete(null);
		awaitIdle();
		assertThat(this.log).containsExactly("hook", "aside", "hook ends", "aside goes on", "next hook");
	}

	@Test
	void manyAsides_thatWaitThemselves_neverRunAtOnce() throws Exception {
		int count = 200;
		CountDownLatch done = new CountDownLatch(count);
		CompletableFuture<Void> reply = new CompletableFuture<>();
		this.lane.execute(() -> hook("hook", () -> {
			for (int i = 0; i < count; i++) {
				offer("aside", () -> {
					CompletableFuture<Void> own = new CompletableFuture<>();
					this.threads.execute(() -> own.complete(null));
					await(own);
					await(own);
					done.countDown();
					if (done.getCount() == 0) {
						reply.complete(null);
					}
				});
			}
			await(reply);
		}));
		awaitIdle();
		assertThat(done.getCount()).isZero();
		assertThat(this.mostRunning).hasValue(1);
		assertThat(this.running).hasValue(0);
	}

	@Test
	void waitThatFails_takesTheTurnBack() throws Exception {
		this.lane.execute(
				() -> hook("hook", () -> await(CompletableFuture.failedFuture(new IllegalStateException("no reply")))));
		awaitIdle();
		assertThat(this.log.get(1)).contains("no reply");
	}

	@Test
	void asidesAreHookThreads_andAreInterruptedWhenTheLaneIsGivenUp() throws Exception {
		CompletableFuture<Boolean> seen = new CompletableFuture<>();
		CountDownLatch blocked = new CountDownLatch(1);
		CompletableFuture<Void> reply = new CompletableFuture<>();
		this.lane.execute(() -> hook("hook", () -> {
			offer("aside", () -> {
				blocked.countDown();
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					seen.complete(Lane.isHookThread());
				}
			});
			await(reply);
		}));
		assertThat(blocked.await(SECONDS, TimeUnit.SECONDS)).isTrue();
		this.lane.giveUpAfter(Duration.ofSeconds(1), new CompletableFuture<>());
		assertThat(seen.get(SECONDS, TimeUnit.SECONDS)).isTrue();
		awaitIdle();
	}

}
