package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.noise.Node;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.RequestException;
import io.noise.RequestException.Reason;
import io.noise.RequestRejectedException;
import io.noise.UnknownOutcomeException;
import io.noise.identity.NodeId;
import io.noise.spring.NoiseOperations;
import io.noise.spring.annotation.OnMessage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * An application that asks another one, on real sockets.
 */
@ExtendWith(OutputCaptureExtension.class)
class RequestApplicationTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private ConfigurableApplicationContext there;

	private ConfigurableApplicationContext here;

	private NoiseOperations noise;

	private Peer peer;

	private NodeId answering;

	@BeforeEach
	void start() {
		this.there = run(Answering.class);
		this.here = run(Asking.class, "--noise.limits.max-open-requests=2");
		this.noise = this.here.getBean(NoiseOperations.class);
		this.peer = this.here.getBean(Node.class).dial(this.there.getBean(Node.class).externalAddress());
		this.answering = this.peer.identity().orElseThrow();
	}

	@AfterEach
	void close() {
		this.here.close();
		this.there.close();
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.run(Stream
				.concat(Stream.of("--noise.request-timeout=20s", "--noise.drain-timeout=1s"), Stream.of(arguments))
				.toArray(String[]::new));
	}

	private Answering answers() {
		return this.there.getBean(Answering.class);
	}

	private Answer ask(Object question) {
		return this.noise.request(this.answering, question, Answer.class);
	}

	private static <T> T join(CompletableFuture<T> reply) throws Exception {
		return reply.get(SOON.toSeconds(), TimeUnit.SECONDS);
	}

	private static RequestException assertEnds(Reason reason, ThrowingCallable request) {
		return assertThatExceptionOfType(RequestException.class).isThrownBy(request)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason))
			.actual();
	}

	// --- replies

	@Test
	void message_isTheReply_forEachWayToAsk() throws Exception {
		Answer expected = new Answer("a record");
		assertThat(ask(new ForRecord())).isEqualTo(expected);
		assertThat(this.noise.request(this.peer.id(), new ForRecord(), Answer.class)).isEqualTo(expected);
		assertThat(this.noise.request(this.peer.id(), new ForRecord(), Answer.class, SOON)).isEqualTo(expected);
		assertThat(this.noise.request(this.answering, new ForRecord(), Answer.class, SOON)).isEqualTo(expected);
		assertThat(join(this.noise.requestAsync(this.answering, new ForRecord(), Answer.class))).isEqualTo(expected);
		assertThat(join(this.noise.requestAsync(this.answering, new ForRecord(), Answer.class, SOON)))
			.isEqualTo(expected);
		assertThat(join(this.noise.requestAsync(this.peer.id(), new ForRecord(), Answer.class))).isEqualTo(expected);
		assertThat(join(this.noise.requestAsync(this.peer.id(), new ForRecord(), Answer.class, SOON)))
			.isEqualTo(expected);
	}

	@Test
	void interface_isAnsweredByItsRecords() {
		assertThat(this.noise.request(this.answering, new ForShape(), Shape.class)).isEqualTo(new Shape.Circle(3));
	}

	@Test
	void stage_isTheReplyLater() {
		assertThat(ask(new ForStage("now"))).isEqualTo(new Answer("a stage"));
	}

	@Test
	void mono_isTheReplyLater() {
		assertThat(ask(new ForMono("now"))).isEqualTo(new Answer("a mono"));
		assertThat((Object) this.noise.request(this.answering, new ForMono("empty"), Void.class)).isNull();
	}

	@Test
	void optional_isItsValue_orEmpty() {
		assertThat(ask(new ForOptional(true))).isEqualTo(new Answer("present"));
		assertThat((Object) this.noise.request(this.answering, new ForOptional(false), Void.class)).isNull();
		assertEnds(Reason.UNREADABLE, () -> ask(new ForOptional(false)));
	}

	@Test
	void nothing_isAnAcknowledgement() {
		assertThat((Object) this.noise.request(this.answering, new ForNothing(), Void.class)).isNull();
		assertThat(answers().acknowledged.getCount()).isZero();
	}

	@Test
	void message_thatNobodyAskedFor_isHandledAsWell() throws Exception {
		this.noise.send(this.answering, new ForRecord());
		assertThat(answers().asked.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(ask(new ForRecord())).isEqualTo(new Answer("a record"));
	}

	@Test
	void applicationThatIsAsked_asksBack() {
		assertThat(ask(new ForOpinion("tea"))).isEqualTo(new Answer("the other one says: no tea"));
	}

	// --- endings

	@Test
	void rejection_hasItsWords() {
		for (String how : new String[] { "at once", "by the stage", "by the mono" }) {
			RequestException failure = assertEnds(Reason.REJECTED, () -> ask(new ForRejection(how)));
			assertThat(failure.words()).contains("closed on Sundays");
		}
		assertThat(this.there.getBean(Node.class).stats().hookFailures()).isZero();
	}

	@Test
	void failure_isNamedInTheLogThere_andNothingOfItIsToldHere(CapturedOutput output) {
		RequestException failure = assertEnds(Reason.FAILED, () -> ask(new ForFailure(false)));
		assertThat(failure.toString()).doesNotContain("secret", "IllegalState");
		assertEnds(Reason.FAILED, () -> ask(new ForFailure(true)));
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(output).containsPattern("WARN.*RequestApplicationTests.Answering."
					+ "failure\\(ForFailure\\) of bean 'requestApplicationTests.Answering' failed"));
		await().atMost(SOON).until(() -> this.there.getBean(Node.class).stats().hookFailures() == 2);
	}

	@Test
	void questionWithoutAMethod_hasNoHandler() {
		assertEnds(Reason.NO_HANDLER, () -> ask(new Answer("unasked")));
	}

	@Test
	void otherClass_isUnreadable() {
		assertEnds(Reason.UNREADABLE, () -> this.noise.request(this.answering, new ForRecord(), Shape.class));
	}

	@Test
	void timeOut_cancelsTheStageThere() throws Exception {
		assertThatExceptionOfType(NoiseTimeoutException.class).isThrownBy(
				() -> this.noise.request(this.answering, new ForStage("never"), Answer.class, Duration.ofMillis(200)));
		await().atMost(SOON).until(answers().never::isCancelled);
	}

	@Test
	void cancellation_cancelsTheMonoThere() throws Exception {
		CompletableFuture<Answer> reply = this.noise.requestAsync(this.answering, new ForMono("never"), Answer.class);
		assertThat(answers().subscribed.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
		reply.cancel(true);
		assertThat(answers().cancelled.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void tooManyOpenOnes_areNotSent() {
		this.noise.requestAsync(this.answering, new ForStage("never"), Answer.class);
		this.noise.requestAsync(this.answering, new ForStage("never"), Answer.class);
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> ask(new ForRecord()))
			.withMessageContaining("noise.limits.max-open-requests");
	}

	@Test
	void applicationThatStops_leavesTheOutcomeUnknown() throws Exception {
		CompletableFuture<Answer> reply = this.noise.requestAsync(this.answering, new ForMono("never"), Answer.class);
		assertThat(answers().subscribed.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
		this.there.close();
		assertThat(reply).failsWithin(SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(UnknownOutcomeException.class);
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> ask(new ForRecord()));
	}

	// --- the applications

	record ForRecord() {
	}

	record ForShape() {
	}

	record ForStage(String when) {
	}

	record ForMono(String when) {
	}

	record ForOptional(boolean present) {
	}

	record ForNothing() {
	}

	record ForOpinion(String text) {
	}

	record ForRejection(String how) {
	}

	record ForFailure(boolean later) {
	}

	record Opinion(String text) {
	}

	record Answer(String text) {
	}

	sealed interface Shape {

		record Circle(int radius) implements Shape {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Asking {

		@Bean
		MessagesCustomizer questions() {
			return (messages) -> Stream
				.of(ForRecord.class, ForShape.class, ForStage.class, ForMono.class, ForOptional.class, ForNothing.class,
						ForOpinion.class, ForRejection.class, ForFailure.class, Answer.class, Shape.class)
				.forEach(messages::register);
		}

		@OnMessage
		Opinion opinion(Opinion asked) {
			return new Opinion("no " + asked.text());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Answering {

		private final CountDownLatch asked = new CountDownLatch(1);

		private final CountDownLatch acknowledged = new CountDownLatch(1);

		private final CompletableFuture<Answer> never = new CompletableFuture<>();

		private final CountDownLatch subscribed = new CountDownLatch(1);

		private final CountDownLatch cancelled = new CountDownLatch(1);

		@OnMessage
		Answer asRecord(ForRecord question) {
			this.asked.countDown();
			return new Answer("a record");
		}

		@OnMessage
		Shape asShape(ForShape question) {
			return new Shape.Circle(3);
		}

		@OnMessage
		CompletableFuture<Answer> asStage(ForStage question) {
			return question.when().equals("never") ? this.never
					: CompletableFuture.supplyAsync(() -> new Answer("a stage"));
		}

		@OnMessage
		Mono<Answer> asMono(ForMono question) {
			return switch (question.when()) {
				case "never" -> Mono.<Answer>never()
					.doOnSubscribe((subscription) -> this.subscribed.countDown())
					.doOnCancel(this.cancelled::countDown);
				case "empty" -> Mono.empty();
				default -> Mono.just(new Answer("a mono"));
			};
		}

		@OnMessage
		Optional<Answer> asOptional(ForOptional question) {
			return question.present() ? Optional.of(new Answer("present")) : Optional.empty();
		}

		@OnMessage
		void acknowledge(ForNothing message) {
			this.acknowledged.countDown();
		}

		@OnMessage
		Answer opinion(ForOpinion question, Peer asking) {
			return new Answer(
					"the other one says: " + asking.request(new Opinion(question.text()), Opinion.class).text());
		}

		@OnMessage
		Object reject(ForRejection question) {
			RequestRejectedException why = new RequestRejectedException("closed on Sundays");
			return switch (question.how()) {
				case "by the stage" -> CompletableFuture.failedFuture(why);
				case "by the mono" -> Mono.error(why);
				default -> throw why;
			};
		}

		@OnMessage
		CompletableFuture<Answer> failure(ForFailure question) {
			IllegalStateException failure = new IllegalStateException("a secret");
			if (question.later()) {
				return CompletableFuture.failedFuture(failure);
			}
			throw failure;
		}

		@Bean
		MessagesCustomizer opinions() {
			return (messages) -> messages.register(Opinion.class);
		}

	}

}
