package io.noise.concurrent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.noise.CapturedLog;
import io.noise.limit.LogThrottle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tasks for which no thread can be started, in every order of events.
 */
class TaskRunnerTests {

	/** The events so far. */
	private final List<String> events = new ArrayList<>();

	/** The tasks that the executor, or a thread made for them, has accepted. */
	private final Deque<Runnable> accepted = new ArrayDeque<>();

	private final Deque<Runnable> timers = new ArrayDeque<>();

	private Mode executor = Mode.ACCEPTS;

	private Mode ownThreads = Mode.ACCEPTS;

	private boolean hasTimer = true;

	private int attempts;

	private final TaskRunner runner = new TaskRunner("test", this::ownThread, this::timer,
			new LogThrottle(System::nanoTime)::isTime);

	private enum Mode {

		ACCEPTS, REJECTS, HAS_NO_THREAD, QUEUES_AND_HAS_NO_THREAD

	}

	private void ownThread(Runnable task) {
		this.events.add("own thread");
		hand(this.ownThreads, task);
	}

	private void executor(Runnable task) {
		this.attempts++;
		hand(this.executor, task);
	}

	private void hand(Mode mode, Runnable task) {
		switch (mode) {
			case ACCEPTS -> this.accepted.add(task);
			case REJECTS -> throw new RejectedExecutionException("full");
			case HAS_NO_THREAD -> throw new OutOfMemoryError("unable to create native thread");
			case QUEUES_AND_HAS_NO_THREAD -> {
				this.accepted.add(task);
				throw new OutOfMemoryError("unable to create native thread");
			}
		}
	}

	private boolean timer(Runnable action, Duration pause) {
		return this.hasTimer && this.timers.add(action);
	}

	private void execute(String name) {
		Executor here = this::executor;
		this.runner.execute(here, () -> this.events.add(name), () -> this.events.add(name + " refused"));
	}

	private void time() {
		this.timers.remove().run();
	}

	private void runAccepted() {
		while (!this.accepted.isEmpty()) {
			this.accepted.remove().run();
		}
	}

	@Test
	void accepted_runsOnce() {
		execute("a");
		assertThat(this.events).isEmpty();
		runAccepted();
		assertThat(this.events).containsExactly("a");
		assertThat(this.timers).isEmpty();
	}

	@Test
	void rejected_tellsSo_andRunsOnAThreadMadeForIt() {
		this.executor = Mode.REJECTS;
		execute("a");
		runAccepted();
		assertThat(this.events).containsExactly("a refused", "own thread", "a");
	}

	@Test
	void noThread_isKept_refusesNobody_andRunsInOrderWhenThereIsOne() {
		this.executor = Mode.HAS_NO_THREAD;
		execute("a");
		execute("b");
		execute("c");
		time();
		assertThat(this.events).isEmpty();
		this.executor = Mode.ACCEPTS;
		time();
		runAccepted();
		assertThat(this.events).containsExactly("a", "b", "c");
		assertThat(this.timers).isEmpty();
	}

	@Test
	void noThread_oneTryATick_howeverManyAreKept() {
		this.executor = Mode.HAS_NO_THREAD;
		for (int i = 0; i < 100; i++) {
			execute("task");
		}
		this.attempts = 0;
		for (int i = 1; i <= 10; i++) {
			assertThat(this.timers).hasSize(1);
			time();
			assertThat(this.attempts).isEqualTo(i);
		}
		this.executor = Mode.ACCEPTS;
		time();
		runAccepted();
		assertThat(this.events).hasSize(100);
	}

	/** A pool may have queued a task for which it throws, and run it sooner or later. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3 })
	void queuedAndNoThread_runsOnce_whoeverIsFirst(int ticksBefore) {
		this.executor = Mode.QUEUES_AND_HAS_NO_THREAD;
		execute("a");
		for (int i = 0; i < ticksBefore; i++) {
			time();
		}
		runAccepted();
		assertThat(this.events).containsExactly("a");
		this.executor = Mode.ACCEPTS;
		time();
		runAccepted();
		assertThat(this.events).containsExactly("a");
		assertThat(this.timers).isEmpty();
	}

	@Test
	void queuedAndNoThread_retriedFirst_runsOnce() {
		this.executor = Mode.QUEUES_AND_HAS_NO_THREAD;
		execute("a");
		Runnable queued = this.accepted.remove();
		this.executor = Mode.ACCEPTS;
		time();
		runAccepted();
		queued.run();
		assertThat(this.events).containsExactly("a");
	}

	@Test
	void rejectedAndNoThread_isKept_refusedOnce_andTriedOnAThreadOfItsOwnOnly() {
		this.executor = Mode.REJECTS;
		this.ownThreads = Mode.HAS_NO_THREAD;
		execute("a");
		time();
		assertThat(this.events).containsExactly("a refused", "own thread", "own thread");
		assertThat(this.attempts).isEqualTo(1);
		this.ownThreads = Mode.ACCEPTS;
		time();
		runAccepted();
		assertThat(this.events).containsExactly("a refused", "own thread", "own thread", "own thread", "a");
	}

	@Test
	void keptAndThenRejected_runsOnAThreadMadeForIt() {
		this.executor = Mode.HAS_NO_THREAD;
		execute("a");
		this.executor = Mode.REJECTS;
		time();
		runAccepted();
		assertThat(this.events).containsExactly("a refused", "own thread", "a");
	}

	@Test
	void noTimer_theNextTaskWakesThoseThatAreKept() {
		this.executor = Mode.HAS_NO_THREAD;
		this.hasTimer = false;
		execute("a");
		assertThat(this.timers).isEmpty();
		this.hasTimer = true;
		this.executor = Mode.ACCEPTS;
		execute("b");
		time();
		runAccepted();
		assertThat(this.events).containsExactly("b", "a");
	}

	@Test
	void whoIsToldOfTheRejection_mayThrow() {
		this.executor = Mode.REJECTS;
		this.runner.execute(this::executor, () -> this.events.add("a"), () -> {
			throw new RejectedExecutionException("the node is closed");
		});
		runAccepted();
		assertThat(this.events).containsExactly("own thread", "a");
	}

	@Test
	void noThread_isWarnedOfOnceAMinute() {
		this.executor = Mode.HAS_NO_THREAD;
		try (CapturedLog log = new CapturedLog(TaskRunner.class)) {
			execute("a");
			execute("b");
			time();
			assertThat(log.lines()).singleElement()
				.asString()
				.startsWith(
						"WARN test: no thread for 1 tasks, java.lang.OutOfMemoryError: unable to create native thread");
		}
	}

}
