package io.noise.spring.hook;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.RequestRejectedException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What message methods return, as the node takes it.
 */
class ReturnedValueTests {

	private static final Vote VOTE = new Vote(1);

	@Test
	void messagesAndStages_stayAsTheyAre() {
		CompletableFuture<Vote> stage = new CompletableFuture<>();
		assertThat(ReturnedValue.convert(VOTE)).isSameAs(VOTE);
		assertThat(ReturnedValue.convert(stage)).isSameAs(stage);
		assertThat(ReturnedValue.convert(null)).isNull();
	}

	@Test
	void optional_isOpened() {
		assertThat(ReturnedValue.convert(Optional.of(VOTE))).isSameAs(VOTE);
		assertThat(ReturnedValue.convert(Optional.empty())).isNull();
		assertThat(future(Optional.of(Mono.just(VOTE)))).isCompletedWithValue(VOTE);
	}

	@Test
	void mono_isSubscribedTo() {
		assertThat(future(Mono.just(VOTE))).isCompletedWithValue(VOTE);
		assertThat(future(Mono.empty())).isCompletedWithValue(null);
		assertThat(future(Mono.just(VOTE).delaySubscription(Duration.ofMillis(1))))
			.succeedsWithin(Duration.ofSeconds(20))
			.isEqualTo(VOTE);
	}

	@Test
	void failureOfAMono_isThatOfTheFuture() {
		RequestRejectedException refusal = new RequestRejectedException("closed on Sundays");
		assertThat(future(Mono.error(refusal))).isCompletedExceptionally();
		assertThat(future(Mono.error(refusal)).handle((value, failure) -> failure)).isCompletedWithValue(refusal);
	}

	@Test
	void cancelledFuture_cancelsTheSubscription() {
		AtomicBoolean cancelled = new AtomicBoolean();
		CompletableFuture<Object> future = future(Mono.never().doOnCancel(() -> cancelled.set(true)));
		assertThat(cancelled).isFalse();
		assertThat(future.cancel(false)).isTrue();
		assertThat(cancelled).isTrue();
		assertThat(future).isCancelled();
	}

	@Test
	void valueAfterTheCancellation_isDropped() {
		Sinks.One<Vote> sink = Sinks.one();
		CompletableFuture<Object> future = future(sink.asMono());
		future.cancel(true);
		sink.tryEmitValue(VOTE);
		assertThat(future).isCancelled();
	}

	@Test
	void many_areRefused() {
		assertThatIllegalStateException().isThrownBy(() -> ReturnedValue.convert(Flux.just(VOTE)))
			.withMessageContaining("a type of at most one value");
	}

	@SuppressWarnings("unchecked")
	private static CompletableFuture<Object> future(Object returned) {
		assertThat(ReturnedValue.convert(returned)).isInstanceOf(CompletionStage.class);
		return ((CompletionStage<Object>) Optional.ofNullable(ReturnedValue.convert(returned)).orElseThrow())
			.toCompletableFuture();
	}

}
