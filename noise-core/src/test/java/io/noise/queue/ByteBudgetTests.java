package io.noise.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class ByteBudgetTests {

	private static final long AN_HOUR = TimeUnit.HOURS.toNanos(1);

	private final ByteBudget room = new ByteBudget(100, System::nanoTime);

	private final List<Waiter> waiters = new ArrayList<>();

	/** A thread that waits for room. */
	private final class Waiter {

		private final FutureTask<Boolean> result;

		private final Thread thread;

		Waiter(int bytes, long nanos) {
			this.result = new FutureTask<>(() -> ByteBudgetTests.this.room.take(bytes, nanos));
			this.thread = new Thread(this.result);
			this.thread.setDaemon(true);
		}

		boolean took() throws Exception {
			return this.result.get();
		}

	}

	/** Starts a thread that waits after all earlier ones. */
	private Waiter waiter(int bytes) {
		int before = this.room.waiting();
		Waiter waiter = new Waiter(bytes, AN_HOUR);
		this.waiters.add(waiter);
		waiter.thread.start();
		while (this.room.waiting() == before) {
			Thread.onSpinWait();
		}
		return waiter;
	}

	@AfterEach
	void stop() throws Exception {
		this.room.close();
		for (Waiter waiter : this.waiters) {
			waiter.thread.join();
		}
	}

	@Test
	void giveBack_wakesThoseWhoCanGoOn_inTheirOrder() throws Exception {
		assertThat(this.room.tryTake(100)).isTrue();
		Waiter first = waiter(60);
		Waiter second = waiter(40);
		Waiter third = waiter(1);
		this.room.giveBack(50);
		assertThat(this.room.waiting()).isEqualTo(3);
		this.room.giveBack(50);
		assertThat(first.took()).isTrue();
		assertThat(second.took()).isTrue();
		assertThat(this.room.waiting()).isOne();
		assertThat(third.result.isDone()).isFalse();
		assertThat(this.room.used()).isEqualTo(100);
	}

	@Test
	void take_large_isNotOvertaken() throws Exception {
		assertThat(this.room.tryTake(50)).isTrue();
		Waiter large = waiter(1_000);
		assertThat(this.room.tryTake(1)).isFalse();
		Waiter small = waiter(1);
		this.room.giveBack(50);
		assertThat(large.took()).isTrue();
		assertThat(small.result.isDone()).isFalse();
		this.room.giveBack(1_000);
		assertThat(small.took()).isTrue();
	}

	@Test
	void take_firstIsInterrupted_letsTheNextGoOn() throws Exception {
		assertThat(this.room.tryTake(50)).isTrue();
		Waiter large = waiter(1_000);
		Waiter small = waiter(50);
		large.thread.interrupt();
		assertThat(small.took()).isTrue();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(large::took)
			.withCauseInstanceOf(InterruptedException.class);
		assertThat(this.room.used()).isEqualTo(100);
	}

	@Test
	void take_firstIsOutOfTime_letsTheNextGoOn() throws Exception {
		assertThat(this.room.tryTake(50)).isTrue();
		Waiter large = new Waiter(1_000, TimeUnit.MILLISECONDS.toNanos(100));
		this.waiters.add(large);
		large.thread.start();
		while (this.room.waiting() == 0) {
			Thread.onSpinWait();
		}
		Waiter small = new Waiter(50, AN_HOUR);
		this.waiters.add(small);
		small.thread.start();
		assertThat(large.took()).isFalse();
		assertThat(small.took()).isTrue();
	}

	@Test
	void close_tellsAll() throws Exception {
		assertThat(this.room.tryTake(100)).isTrue();
		Waiter first = waiter(60);
		Waiter second = waiter(40);
		this.room.close();
		assertThat(first.took()).isFalse();
		assertThat(second.took()).isFalse();
		assertThat(this.room.take(1, AN_HOUR)).isFalse();
		assertThat(this.room.waiting()).isZero();
		assertThat(this.room.used()).isEqualTo(100);
	}

	/** A lost wake-up would leave a thread waiting forever. */
	@Test
	void take_manyThreadsWithInterruptsAndTimeouts_losesNoRoom() throws Exception {
		AtomicInteger held = new AtomicInteger();
		List<FutureTask<Void>> all = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			int bytes = 10 + (i * 7) % 50;
			long nanos = (i % 4 == 0) ? TimeUnit.MICROSECONDS.toNanos(50) : AN_HOUR;
			FutureTask<Void> task = new FutureTask<>(() -> {
				for (int n = 0; n < 200; n++) {
					takeAndGiveBack(bytes, nanos, held);
				}
				return null;
			});
			all.add(task);
			threads.add(new Thread(task));
		}
		threads.forEach(Thread::start);
		for (int n = 0; n < 200; n++) {
			threads.get(n % threads.size()).interrupt();
		}
		for (FutureTask<Void> task : all) {
			task.get();
		}
		assertThat(this.room.used()).isZero();
		assertThat(this.room.waiting()).isZero();
	}

	private void takeAndGiveBack(int bytes, long nanos, AtomicInteger held) {
		try {
			if (this.room.take(bytes, nanos)) {
				assertThat(held.addAndGet(bytes)).isLessThanOrEqualTo(100);
				held.addAndGet(-bytes);
				this.room.giveBack(bytes);
			}
		}
		catch (InterruptedException ex) {
			// The next one is not interrupted.
		}
	}

}
