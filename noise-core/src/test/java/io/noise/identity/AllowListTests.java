package io.noise.identity;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A list that changes while it is used.
 */
class AllowListTests {

	private static final NodeId ALICE = Identity.generate().id();

	private static final NodeId BOB = Identity.generate().id();

	@Test
	void changes_tellWhetherTheyWereSome() {
		AllowList list = Trust.allowList(List.of(ALICE));
		assertThat(list.add(ALICE)).isFalse();
		assertThat(list.add(BOB)).isTrue();
		assertThat(list.nodes()).containsExactlyInAnyOrder(ALICE, BOB);
		assertThat(list.remove(ALICE)).isTrue();
		assertThat(list.remove(ALICE)).isFalse();
		assertThat(list.contains(ALICE)).isFalse();
		assertThat(list.trusts(BOB)).isTrue();
		assertThat(list.replace(List.of(BOB))).isFalse();
		assertThat(list.replace(List.of(ALICE, ALICE))).isTrue();
		assertThat(list.nodes()).containsExactly(ALICE);
	}

	@Test
	void onChange_isToldOfRemovalsOnly_untilItsEnd() {
		AllowList list = Trust.allowList(List.of(ALICE));
		AtomicInteger told = new AtomicInteger();
		Runnable end = list.onChange(told::incrementAndGet);
		list.add(BOB);
		assertThat(told).hasValue(0);
		list.remove(ALICE);
		list.replace(List.of());
		assertThat(told).hasValue(2);
		list.add(ALICE);
		end.run();
		list.remove(ALICE);
		assertThat(told).hasValue(2);
	}

	@Test
	void add_byManyThreads_losesNothing() throws Exception {
		AllowList list = Trust.allowList(List.of());
		List<NodeId> ids = Stream.generate(() -> Identity.generate().id()).limit(64).toList();
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<? extends Future<?>> added = IntStream.range(0, ids.size()).mapToObj((i) -> threads.submit(() -> {
				start.await();
				return list.add(ids.get(i));
			})).toList();
			start.countDown();
			for (Future<?> each : added) {
				each.get();
			}
		}
		finally {
			threads.shutdown();
		}
		assertThat(list.nodes()).containsExactlyInAnyOrderElementsOf(ids);
	}

}
