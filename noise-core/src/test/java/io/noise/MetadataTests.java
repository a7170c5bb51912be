package io.noise;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class MetadataTests {

	private final Metadata metadata = Node.builder().metadata("region", "eu").build();

	@Test
	void values_areSetReadReplacedAndDeleted() {
		assertThat(this.metadata.get("region")).isEqualTo("eu");
		this.metadata.set("region", 64);
		assertThat(this.metadata.get("region")).isEqualTo(64);
		assertThat(this.metadata.has("region")).isTrue();
		this.metadata.delete("region");
		this.metadata.delete("region");
		assertThat(this.metadata.has("region")).isFalse();
		assertThat(this.metadata.get("region")).isNull();
	}

	@Test
	void get_withItsType_isTyped() {
		this.metadata.set("n", 64);
		assertThat(this.metadata.get("n", Integer.class)).contains(64);
		assertThat(this.metadata.get("n", int.class)).contains(64);
		assertThat(this.metadata.get("n", Number.class)).contains(64);
		assertThat(this.metadata.get("missing", String.class)).isEmpty();
	}

	@Test
	void get_withAnotherType_namesKeyAndTypes() {
		this.metadata.set("n", 64);
		assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> this.metadata.get("n", String.class))
			.withMessage("metadata \"n\": a java.lang.Integer (expected: java.lang.String)");
	}

	@Test
	void metadata_isASnapshot() {
		Map<String, Object> before = this.metadata.metadata();
		this.metadata.set("more", 1);
		assertThat(before).containsExactly(Map.entry("region", "eu"));
	}

	@Test
	void nulls_areRefusedByName() {
		assertThatNullPointerException().isThrownBy(() -> this.metadata.set("k", null))
			.withMessageContaining("metadata \"k\"");
		assertThatNullPointerException().isThrownBy(() -> this.metadata.set(null, 1))
			.withMessageContaining("metadata key");
		assertThatNullPointerException().isThrownBy(() -> this.metadata.loadOrStore("k", null));
		assertThatNullPointerException().isThrownBy(() -> this.metadata.get(null));
	}

	@Test
	void loadOrStore_byManyThreads_givesAllTheSameValue() throws Exception {
		int threads = 16;
		ExecutorService pool = Executors.newFixedThreadPool(threads);
		for (int round = 0; round < 200; round++) {
			String key = "k" + round;
			Set<Object> seen = ConcurrentHashMap.newKeySet();
			CyclicBarrier start = new CyclicBarrier(threads + 1);
			CyclicBarrier end = new CyclicBarrier(threads + 1);
			for (int t = 0; t < threads; t++) {
				pool.submit(() -> {
					start.await();
					seen.add(this.metadata.loadOrStore(key, new Object()));
					return end.await();
				});
			}
			start.await();
			end.await(20, TimeUnit.SECONDS);
			assertThat(seen).hasSize(1).containsExactly(this.metadata.get(key));
		}
		pool.shutdown();
	}

	@Test
	void metadata_whileItChanges_isWhatThereWasAtOneMoment() {
		AtomicBoolean over = new AtomicBoolean();
		CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
			for (int i = 0; !over.get(); i++) {
				this.metadata.set("first", i);
				this.metadata.delete("between" + i % 50);
				this.metadata.set("between" + (i + 25) % 50, i);
				this.metadata.set("second", i);
			}
		});
		try {
			for (int round = 0; round < 20_000; round++) {
				Map<String, Object> copy = this.metadata.metadata();
				int first = (int) copy.getOrDefault("first", 0);
				int second = (int) copy.getOrDefault("second", 0);
				assertThat(first - second).isBetween(0, 1);
			}
		}
		finally {
			over.set(true);
			writer.join();
		}
	}

}
