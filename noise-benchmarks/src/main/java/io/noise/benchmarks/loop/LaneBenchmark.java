package io.noise.benchmarks.loop;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.noise.concurrent.Lane;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The way of a task to the thread of a lane and the news of its end back: alone, and for
 * each of 100 tasks that are added together.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LaneBenchmark {

	private static final int TASKS = 100;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Semaphore done = new Semaphore(0);

	private final Lane lane = new Lane("benchmark", new ExecutorThreads(this.executor), new NoFailures(), () -> {
	}, Duration.ofSeconds(10));

	@TearDown
	public void stop() {
		this.executor.shutdown();
	}

	@Benchmark
	public void handOverOne() throws InterruptedException {
		this.lane.execute(this.done::release);
		this.done.acquire();
	}

	@Benchmark
	@OperationsPerInvocation(TASKS)
	public void handOverMany() throws InterruptedException {
		for (int i = 0; i < TASKS; i++) {
			this.lane.execute(this.done::release);
		}
		this.done.acquire(TASKS);
	}

	private record ExecutorThreads(ExecutorService executor) implements Lane.Threads {

		@Override
		public void execute(Runnable task, Runnable refused) {
			this.executor.execute(task);
		}

		@Override
		public boolean runLater(Runnable action, Duration pause) {
			return false;
		}

	}

	private static final class NoFailures implements Lane.Failures {

		@Override
		public void add(String owner, Object hook, Object event, Throwable failure) {
			throw new IllegalStateException(failure);
		}

		@Override
		public void log(String what, Throwable failure) {
			throw new IllegalStateException(failure);
		}

	}

}
