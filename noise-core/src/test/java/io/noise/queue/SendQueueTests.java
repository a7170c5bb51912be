package io.noise.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import io.noise.Nodes;
import io.noise.concurrent.DependentsByHand;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class SendQueueTests {

	private static final int ROUNDS = 200;

	private static final int MESSAGES = 200;

	private static final int MANY = 10_000;

	private static final long AN_HOUR = TimeUnit.HOURS.toNanos(1);

	private final ByteBudget room = new ByteBudget(1 << 20, System::nanoTime);

	private final SendQueue queue = new SendQueue(this.room);

	private QueuedMessage add(long nanosLeft) {
		QueuedMessage message = new QueuedMessage(new DependentsByHand().dependents, new byte[1],
				System.nanoTime() + nanosLeft, false, this.queue::withdrawn);
		assertThat(this.room.tryTake(message.cost())).isTrue();
		this.queue.add(message);
		return message;
	}

	/** Both remove messages from the front. */
	@Test
	void withdrawLate_whileTheOwnersCallBack_givesTheRoomOfEachBackOnce() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			List<QueuedMessage> messages = new ArrayList<>();
			for (int i = 0; i < MESSAGES; i++) {
				messages.add(add(0));
			}
			CyclicBarrier start = new CyclicBarrier(2);
			CompletableFuture<Void> owner = CompletableFuture.runAsync(() -> {
				await(start);
				messages.forEach((message) -> message.cancel(false));
			});
			await(start);
			this.queue.withdrawLate(System.nanoTime());
			owner.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
			this.queue.withdrawAll();
			assertThat(this.room.used()).isZero();
		}
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void withdrawLate_leavesThoseWithTime() {
		QueuedMessage late = add(0);
		QueuedMessage other = add(TimeUnit.HOURS.toNanos(1));
		assertThat(this.queue.withdrawLate(System.nanoTime())).containsExactly(late);
		assertThat(this.queue.oldest()).isSameAs(other);
		assertThat(this.queue.poll((message) -> true)).isSameAs(other);
		assertThat(this.room.used()).isZero();
	}

	@Test
	void poll_whatTheOtherEndDoesNotTake_staysFirst() {
		QueuedMessage first = add(TimeUnit.HOURS.toNanos(1));
		add(TimeUnit.HOURS.toNanos(1));
		assertThat(this.queue.poll((message) -> false)).isNull();
		assertThat(this.queue.poll((message) -> true)).isSameAs(first);
	}

	/** Newest first, because no other removal finds them in this order. */
	@Test
	void cancel_manyNewestFirst_costsLittleAndLeavesLittle() {
		Deque<QueuedMessage> messages = new ArrayDeque<>();
		for (int i = 0; i < MANY; i++) {
			messages.addFirst(add(AN_HOUR));
		}
		QueuedMessage last = messages.removeFirst();
		int most = this.queue.size();
		for (QueuedMessage message : messages) {
			message.cancel(false);
			this.queue.sweep();
		}
		assertThat(most).isEqualTo(MANY);
		assertThat(this.queue.size()).isLessThan(MANY / 100);
		assertThat(this.room.used()).isEqualTo(last.cost());
		assertThat(this.queue.poll((message) -> true)).isSameAs(last);
		assertThat(this.room.used()).isZero();
		this.queue.sweep();
		assertThat(this.queue.isEmpty()).isTrue();
	}

	@Test
	void cancel_letsGoOfTheBytesAtOnceWhereverItStands() {
		add(AN_HOUR);
		QueuedMessage second = add(AN_HOUR);
		long before = this.room.used();
		second.cancel(false);
		assertThat(this.room.used()).isEqualTo(before - second.cost());
		assertThatNullPointerException().isThrownBy(second::body);
	}

}
