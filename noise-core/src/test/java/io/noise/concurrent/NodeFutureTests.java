package io.noise.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.netty.channel.local.LocalIoHandler;
import io.noise.NoiseException;
import io.noise.concurrent.NodeFuture.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@Timeout(30)
class NodeFutureTests {

	private final DependentsByHand threads = new DependentsByHand();

	private final NodeFuture<String> future = new NodeFuture<>(this.threads.dependents);

	private final List<String> ran = new ArrayList<>();

	private final ExecutorService others = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		this.others.shutdownNow();
	}

	private void succeed() {
		this.future.end(Outcome.success("done"));
	}

	private void fail() {
		this.future.end(Outcome.failure(new NoiseException("broken", null)));
	}

	/** Attaches a function to a future that adds its name to the list. */
	private interface Shape {

		Object hang(CompletableFuture<String> future, Runnable function);

	}

	private static Arguments shape(String name, Shape shape) {
		return arguments(name, shape);
	}

	/** Every way to attach a function to a future directly. */
	static Stream<Arguments> functions() {
		CompletableFuture<String> other = CompletableFuture.completedFuture("other");
		CompletableFuture<String> never = new CompletableFuture<>();
		return Stream.of(shape("thenRun", CompletableFuture::thenRun),
				shape("thenRunAsync", CompletableFuture::thenRunAsync),
				shape("thenAccept", (f, run) -> f.thenAccept((value) -> run.run())),
				shape("thenApply", (f, run) -> f.thenApply((value) -> after(run, value))),
				shape("thenCompose", (f, run) -> f.thenCompose((value) -> after(run, other))),
				shape("thenCombine", (f, run) -> f.thenCombine(other, (a, b) -> after(run, a))),
				shape("thenAcceptBoth", (f, run) -> f.thenAcceptBoth(other, (a, b) -> run.run())),
				shape("runAfterBoth", (f, run) -> f.runAfterBoth(other, run)),
				shape("applyToEither", (f, run) -> f.applyToEither(never, (value) -> after(run, value))),
				shape("acceptEither", (f, run) -> f.acceptEither(never, (value) -> run.run())),
				shape("runAfterEither", (f, run) -> f.runAfterEither(never, run)),
				shape("whenComplete", (f, run) -> f.whenComplete((value, failure) -> run.run())),
				shape("handle", (f, run) -> f.handle((value, failure) -> after(run, value))));
	}

	/** Every way in which a future reaches another one without its methods. */
	static Stream<Arguments> combinations() {
		CompletableFuture<String> other = CompletableFuture.completedFuture("other");
		CompletableFuture<String> never = new CompletableFuture<>();
		return Stream.of(shape("allOf", (f, run) -> CompletableFuture.allOf(f, other).thenRun(run)),
				shape("allOf, the other way", (f, run) -> CompletableFuture.allOf(other, f).thenRun(run)),
				shape("allOf, one", (f, run) -> CompletableFuture.allOf(f).thenRun(run)),
				shape("anyOf", (f, run) -> CompletableFuture.anyOf(f, never).thenRun(run)),
				shape("copy", (f, run) -> f.copy().thenRun(run)),
				shape("minimalCompletionStage", (f, run) -> f.minimalCompletionStage().thenRun(run)),
				shape("another's thenCombine", (f, run) -> other.thenCombine(f, (a, b) -> after(run, a))),
				shape("another's runAfterEither", (f, run) -> never.runAfterEither(f, run)),
				shape("another's thenCompose", (f, run) -> other.thenCompose((value) -> f).thenRun(run)));
	}

	static Stream<Arguments> all() {
		return Stream.concat(functions(), combinations());
	}

	private static <V> V after(Runnable run, V value) {
		run.run();
		return value;
	}

	private void hang(Shape shape) {
		shape.hang(this.future, () -> this.ran.add("ran"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("all")
	void end_hungOnBefore_runsOnTheExecutor(String name, Shape shape) {
		hang(shape);
		succeed();
		assertThat(this.ran).isEmpty();
		assertThat(this.future).isDone();
		DependentsByHand.run(this.threads.tasks);
		assertThat(this.ran).containsExactly("ran");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("all")
	void end_hungOnAfter_runsOnTheThreadThatAttaches(String name, Shape shape) {
		succeed();
		hang(shape);
		boolean async = name.equals("thenRunAsync");
		assertThat(this.ran).hasSize(async ? 0 : 1);
		assertThat(this.threads.tasks).hasSize(async ? 1 : 0);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("all")
	void complete_byAUser_runsOnTheExecutor(String name, Shape shape) {
		hang(shape);
		assertThat(this.future.complete("mine")).isTrue();
		assertThat(this.ran).isEmpty();
		DependentsByHand.run(this.threads.tasks);
		assertThat(this.ran).containsExactly("ran");
		succeed();
		assertThat(this.future).isCompletedWithValue("mine");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("functions")
	void end_twoFunctions_aTaskEach(String name, Shape shape) {
		hang(shape);
		hang(shape);
		succeed();
		assertThat(this.threads.tasks).hasSize(2);
		this.threads.tasks.remove();
		DependentsByHand.run(this.threads.tasks);
		assertThat(this.ran).containsExactly("ran");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("combinations")
	void end_executorWithoutAThread_combinationsCompleteOnAnother(String name, Shape shape) {
		hang(shape);
		succeed();
		this.threads.timers.remove().run();
		assertThat(this.ran).isEmpty();
		DependentsByHand.run(this.threads.made);
		assertThat(this.ran).containsExactly("ran");
		DependentsByHand.run(this.threads.timers);
		assertThat(this.threads.made).isEmpty();
	}

	@Test
	void end_dependentOfACombinationBlocks_holdsUpNoOther() {
		NodeFuture<String> second = new NodeFuture<>(this.threads.dependents);
		CompletableFuture<Void> one = CompletableFuture.allOf(this.future);
		CompletableFuture<Void> two = CompletableFuture.allOf(second);
		// Instead of blocking: events during that time happen inside.
		one.thenRun(() -> {
			this.threads.timers.remove().run();
			DependentsByHand.run(this.threads.tasks);
			this.ran.add(two.isDone() ? "the other went on" : "held up");
		});
		succeed();
		second.end(Outcome.success("too"));
		this.threads.tasks.remove().run();
		assertThat(this.ran).containsExactly("the other went on");
	}

	@Test
	void end_nothingHangsOnIt_noTask() {
		succeed();
		assertThat(this.threads.tasks).isEmpty();
		assertThat(this.threads.timers).isEmpty();
		assertThat(this.future).isCompletedWithValue("done");
		assertThat(this.future.getNow("absent")).isEqualTo("done");
	}

	@Test
	void end_threadsWait_wokenWithoutATask() throws Exception {
		List<Future<String>> waiting = List.of(this.others.submit(() -> this.future.join()),
				this.others.submit(() -> this.future.get()),
				this.others.submit(() -> this.future.get(1, TimeUnit.HOURS)));
		while (this.future.getNumberOfDependents() < waiting.size()) {
			Thread.onSpinWait();
		}
		succeed();
		for (Future<String> waiter : waiting) {
			assertThat(waiter.get()).isEqualTo("done");
		}
		assertThat(this.threads.tasks).isEmpty();
	}

	@Test
	void get_tooLong_timesOut() {
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> this.future.get(1, TimeUnit.NANOSECONDS));
		succeed();
		assertThat(this.future).isCompletedWithValue("done");
	}

	@Test
	void get_interrupted_throws() throws Exception {
		FutureTask<String> waiter = new FutureTask<>(() -> this.future.get());
		Thread thread = new Thread(waiter);
		thread.start();
		thread.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(waiter::get)
			.withCauseInstanceOf(InterruptedException.class);
	}

	@Test
	void end_failure_isSeenAsItIs() throws Exception {
		Map<String, CompletableFuture<Throwable>> before = seen();
		this.future.end(Outcome.failure(new CompletionException(new NoiseException("broken", null))));
		Map<String, CompletableFuture<Throwable>> after = seen();
		DependentsByHand.run(this.threads.tasks);
		for (String name : before.keySet()) {
			assertThat(before.get(name)).as(name).isCompletedWithValueMatching((x) -> x instanceof NoiseException);
			assertThat(after.get(name)).as(name).isCompletedWithValueMatching((x) -> x instanceof NoiseException);
		}
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(this.future::get)
			.withCauseExactlyInstanceOf(NoiseException.class);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(this.future::join)
			.withCauseExactlyInstanceOf(NoiseException.class);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> this.future.getNow("absent"))
			.withCauseExactlyInstanceOf(NoiseException.class);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(CompletableFuture.allOf(this.future)::join)
			.withCauseExactlyInstanceOf(NoiseException.class);
		assertThat(this.future.isCancelled()).isFalse();
		assertThat(this.future.isCompletedExceptionally()).isTrue();
	}

	/** Returns the failure as each kind of function sees it. */
	private Map<String, CompletableFuture<Throwable>> seen() {
		CompletableFuture<Throwable> whenComplete = new CompletableFuture<>();
		this.future.whenComplete((value, failure) -> whenComplete.complete(failure));
		CompletableFuture<Throwable> exceptionally = new CompletableFuture<>();
		this.future.exceptionally((failure) -> {
			exceptionally.complete(failure);
			return "";
		});
		CompletableFuture<Throwable> composed = new CompletableFuture<>();
		this.future.exceptionallyCompose((failure) -> {
			composed.complete(failure);
			return new CompletableFuture<>();
		});
		return Map.of("whenComplete", whenComplete, "exceptionally", exceptionally, "exceptionallyCompose", composed,
				"handle", this.future.handle((value, failure) -> failure));
	}

	@Test
	void cancel_beforeTheEnd_isCancelledAndTaken() {
		List<String> taken = new ArrayList<>();
		NodeFuture<String> mine = new NodeFuture<>(this.threads.dependents) {

			@Override
			protected void taken() {
				taken.add("taken");
			}

		};
		assertThat(mine.cancel(true)).isTrue();
		assertThat(mine.cancel(true)).isTrue();
		assertThat(mine.end(Outcome.success("late"))).isFalse();
		assertThat(mine).isCancelled();
		assertThat(taken).containsExactly("taken");
		assertThatExceptionOfType(CancellationException.class).isThrownBy(mine::join);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(mine::get);
	}

	@Test
	void complete_afterTheEnd_changesNothing() {
		succeed();
		assertThat(this.future.complete("other")).isFalse();
		assertThat(this.future.completeExceptionally(new NoiseException("no", null))).isFalse();
		assertThat(this.future.cancel(true)).isFalse();
		assertThat(this.future).isCompletedWithValue("done");
	}

	@Test
	void orTimeout_timesOut_isTaken() {
		CompletableFuture<Void> taken = new CompletableFuture<>();
		NodeFuture<String> mine = new NodeFuture<>(this.threads.dependents) {

			@Override
			protected void taken() {
				taken.complete(null);
			}

		};
		assertThat(mine.orTimeout(1, TimeUnit.MILLISECONDS)).isSameAs(mine);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(mine::get)
			.withCauseExactlyInstanceOf(TimeoutException.class);
		taken.join();
		assertThat(mine.completeOnTimeout("late", 1, TimeUnit.MILLISECONDS)).isSameAs(mine);
		assertThat(mine.toCompletableFuture()).isSameAs(mine);
	}

	@Test
	void completeOnTimeout_timesOut_hasTheValue() {
		assertThat(this.future.completeOnTimeout("late", 1, TimeUnit.MILLISECONDS).join()).isEqualTo("late");
		fail();
		assertThat(this.future).isCompletedWithValue("late");
	}

	@Test
	void completeAsync_suppliesOnTheExecutor() {
		this.future.completeAsync(() -> "supplied");
		assertThat(this.future).isNotDone();
		DependentsByHand.run(this.threads.tasks);
		assertThat(this.future).isCompletedWithValue("supplied");
	}

	@Test
	void obtrude_changesOneFutureOnly() {
		NodeFuture<Void> one = new NodeFuture<>(this.threads.dependents);
		NodeFuture<Void> two = new NodeFuture<>(this.threads.dependents);
		Outcome<Void> both = Outcome.success(null);
		one.end(both);
		two.end(both);
		one.obtrudeException(new NoiseException("obtruded", null));
		assertThat(one).isCompletedExceptionally();
		assertThat(two).isCompletedWithValue(null);
	}

	/** Completion has two steps; only another thread sees the state between them. */
	@Test
	void end_combinedMeanwhile_completes() throws Exception {
		for (int i = 0; i < 20_000; i++) {
			NodeFuture<String> raced = new NodeFuture<>(this.threads.dependents);
			Future<CompletableFuture<Object>> attached = this.others.submit(() -> CompletableFuture.anyOf(raced));
			raced.end(Outcome.success("done"));
			CompletableFuture<Object> any = attached.get();
			DependentsByHand.run(this.threads.tasks);
			assertThat(any).isCompletedWithValue("done");
		}
	}

	@Test
	void handOut_blockedExecutor_everyFutureCompletes() throws Exception {
		ExecutorService one = Executors.newSingleThreadExecutor();
		NodeRuntime runtime = new NodeRuntime(Platform.system(), LocalIoHandler.newFactory(), one, () -> true);
		try {
			CompletableFuture<Void> release = new CompletableFuture<>();
			one.execute(release::join);
			CompletableFuture<String> inside = new CompletableFuture<>();
			CompletableFuture<String> copy = runtime.dependents().handOut(inside);
			CompletableFuture<Void> combined = CompletableFuture.allOf(copy, runtime.dependents().handOut(inside));
			inside.complete("done");
			assertThat(copy.join()).isEqualTo("done");
			combined.join();
			release.complete(null);
		}
		finally {
			runtime.shutDown();
			one.shutdown();
		}
	}

	@Test
	void handOut_firstJoinsSecondWhenComplete_bothEnd() {
		ExecutorService two = Executors.newFixedThreadPool(1);
		NodeRuntime runtime = new NodeRuntime(Platform.system(), LocalIoHandler.newFactory(), two, () -> true);
		try {
			NodeFuture<Void> a = new NodeFuture<>(runtime.dependents());
			NodeFuture<Void> b = new NodeFuture<>(runtime.dependents());
			CompletableFuture<Void> joined = a.thenRun(b::join);
			Outcome<Void> both = Outcome.success(null);
			a.end(both);
			b.end(both);
			joined.join();
		}
		finally {
			runtime.shutDown();
			two.shutdown();
		}
	}

}
