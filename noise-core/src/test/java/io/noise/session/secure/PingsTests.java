package io.noise.session.secure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.netty.channel.embedded.EmbeddedChannel;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callers that wait for an answer, and the time they wait. Time is moved by hand.
 */
class PingsTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final EmbeddedChannel channel = frozen();

	private final List<Long> asked = new ArrayList<>();

	private final List<Long> told = new ArrayList<>();

	private boolean stuck;

	private final Pings pings = new Pings(this.channel.eventLoop(), LIMIT, (number) -> {
		if (this.stuck) {
			return false;
		}
		this.asked.add(number);
		return true;
	}, this.told::add);

	private static EmbeddedChannel frozen() {
		EmbeddedChannel channel = new EmbeddedChannel();
		channel.freezeTime();
		return channel;
	}

	private CompletableFuture<Duration> ask() {
		CompletableFuture<Duration> answer = this.pings.ask();
		this.channel.runPendingTasks();
		return answer;
	}

	private void pass(Duration time) {
		this.channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
		this.channel.runPendingTasks();
	}

	private static void assertFailed(CompletableFuture<Duration> answer, Fault fault) {
		assertThat(answer).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(SessionException.class, (ex) -> {
				assertThat(ex.fault()).isEqualTo(fault);
				assertThat(ex.getStackTrace()).isEmpty();
			});
	}

	@Test
	void ask_isAnsweredWithTheTimeItTook() {
		CompletableFuture<Duration> answer = ask();
		pass(Duration.ofSeconds(3));
		this.pings.answered(1);
		assertThat(answer).isCompletedWithValue(Duration.ofSeconds(3));
		assertThat(this.pings.lastRoundTrip()).contains(Duration.ofSeconds(3));
		assertThat(this.told).containsExactly(Duration.ofSeconds(3).toNanos());
		assertThat(this.asked).containsExactly(1L);
	}

	@Test
	void askedByManyAtOnce_isOneQuestion() {
		List<CompletableFuture<Duration>> answers = IntStream.range(0, 1_000)
			.mapToObj((i) -> this.pings.ask())
			.toList();
		this.channel.runPendingTasks();
		assertThat(this.asked).containsExactly(1L);
		this.pings.answered(1);
		assertThat(answers).allMatch((answer) -> answer.isDone() && !answer.isCompletedExceptionally());
		assertThat(this.pings.waiting()).isZero();
	}

	@Test
	void unanswered_failsAtTheLimitAndNotBefore() {
		CompletableFuture<Duration> answer = ask();
		pass(LIMIT.minusMillis(1));
		assertThat(answer).isNotDone();
		pass(Duration.ofMillis(1));
		assertFailed(answer, Fault.SILENT);
		assertThat(this.pings.waiting()).isZero();
		pass(LIMIT.multipliedBy(5));
		assertThat(this.asked).as("nobody waits, nobody asks").containsExactly(1L);
	}

	@Test
	void whoJoinsAQuestion_waitsForItsOwnTimeAndIsAskedForAnew() {
		CompletableFuture<Duration> first = ask();
		pass(LIMIT.minusSeconds(1));
		CompletableFuture<Duration> second = ask();
		pass(Duration.ofSeconds(1));
		assertFailed(first, Fault.SILENT);
		assertThat(second).isNotDone();
		assertThat(this.asked).containsExactly(1L, 2L);
		pass(Duration.ofSeconds(2));
		this.pings.answered(2);
		assertThat(second).isCompletedWithValue(Duration.ofSeconds(2));
	}

	@Test
	void unansweredAndAskedForEver_endsForEachWithinTheLimit() {
		for (long i = 1; i <= 50; i++) {
			CompletableFuture<Duration> answer = ask();
			assertThat(this.asked).last().isEqualTo(i);
			pass(LIMIT);
			assertFailed(answer, Fault.SILENT);
		}
		assertThat(this.pings.waiting()).isZero();
	}

	@Test
	void lateDoubleAndUnaskedAnswers_areHarmless() {
		this.pings.answered(1);
		assertThat(this.pings.lastRoundTrip()).isEmpty();
		CompletableFuture<Duration> late = ask();
		pass(LIMIT);
		assertFailed(late, Fault.SILENT);
		CompletableFuture<Duration> next = ask();
		this.pings.answered(1);
		this.pings.answered(3);
		assertThat(next).isNotDone();
		this.pings.answered(2);
		this.pings.answered(2);
		assertThat(next).isCompletedWithValue(Duration.ZERO);
		assertThat(ask()).isNotDone();
	}

	@Test
	void whoNoLongerWaits_isForgotten() {
		List<CompletableFuture<Duration>> answers = IntStream.range(0, 10_000)
			.mapToObj((i) -> this.pings.ask())
			.toList();
		assertThat(this.pings.waiting()).isEqualTo(10_000);
		answers.subList(0, 4_000).forEach((answer) -> answer.cancel(false));
		answers.subList(4_000, 8_000).forEach((answer) -> answer.completeExceptionally(new IllegalStateException()));
		answers.subList(8_000, 9_999).forEach((answer) -> answer.complete(Duration.ZERO));
		assertThat(this.pings.waiting()).isEqualTo(1);
		this.channel.runPendingTasks();
		this.pings.answered(1);
		assertThat(answers.get(9_999)).isCompleted();
		assertThat(this.pings.waiting()).isZero();
	}

	@Test
	void questionThatIsNotWrittenYet_isNotWrittenTwice() {
		ask();
		pass(LIMIT);
		this.stuck = true;
		CompletableFuture<Duration> answer = ask();
		assertThat(this.asked).containsExactly(1L);
		this.pings.answered(1);
		assertThat(answer).isCompleted();
	}

	@Test
	void askedOnItsOwnBehalf_keepsNothing() {
		this.pings.askUnlessAsked();
		this.pings.askUnlessAsked();
		assertThat(this.asked).containsExactly(1L);
		pass(LIMIT);
		this.pings.askUnlessAsked();
		assertThat(this.asked).containsExactly(1L, 2L);
		assertThat(this.pings.waiting()).isZero();
	}

	@Test
	void end_failsAllNowAndLater() {
		CompletableFuture<Duration> before = ask();
		this.pings.end();
		assertFailed(before, Fault.CUT);
		assertFailed(ask(), Fault.CUT);
		assertThat(this.pings.waiting()).isZero();
		pass(LIMIT.multipliedBy(2));
		assertThat(this.asked).containsExactly(1L);
	}

}
