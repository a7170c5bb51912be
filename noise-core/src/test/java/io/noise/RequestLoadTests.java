package io.noise;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import io.noise.RequestException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many requests, from many threads or open at once. The system property
 * {@code noise.requests} sets their number, which is small in the build.
 */
class RequestLoadTests {

	private static final int THREADS = 64;

	private static final int EACH = Integer.getInteger("noise.requests", 6400) / THREADS;

	private static final int OPEN = 3000;

	/**
	 * A minute for each thousand requests of a thread, which is far more than it takes.
	 */
	private static final long MINUTES = 2L + EACH / 1000;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);

	private Node asked;

	private Node asking;

	private Peer peer;

	record Question(int number) {
	}

	record Answer(int number) {
	}

	@AfterEach
	void stopThreads() {
		this.threads.shutdownNow();
	}

	private void connect(int openAtAsked, int openAtAsking) {
		this.asked = create(openAtAsked);
		this.asking = create(openAtAsking);
		this.asked.listen();
		this.peer = this.asking.dial(this.asked.externalAddress());
	}

	private Node create(int maxOpenRequests) {
		Node node = this.nodes
			.create((builder) -> builder.limits(Limits.defaults().withMaxOpenRequests(maxOpenRequests))
				.connectTimeout(Nodes.SOON)
				.handshakeTimeout(Nodes.SOON)
				.sendTimeout(Nodes.SOON)
				.requestTimeout(Nodes.SOON));
		node.messages().register(Question.class);
		node.messages().register(Answer.class);
		return node;
	}

	private static Object answer(Question question) {
		Answer answer = new Answer(question.number());
		return (question.number() % 7 == 0) ? CompletableFuture.supplyAsync(() -> answer) : answer;
	}

	private CompletableFuture<Answer> ask(int number) {
		return this.peer.requestAsync(new Question(number), Answer.class);
	}

	@Test
	void manyThreads_getTheirOwnAnswers_andEachIsHandledOnce() throws Exception {
		connect(1024, 1024);
		AtomicIntegerArray handled = new AtomicIntegerArray(THREADS * EACH);
		this.asked.onRequest(Question.class, (from, question) -> {
			handled.incrementAndGet(question.number());
			return answer(question);
		});
		List<Future<?>> all = new ArrayList<>();
		for (int thread = 0; thread < THREADS; thread++) {
			int first = thread * EACH;
			all.add(this.threads.submit(() -> {
				for (int number = first; number < first + EACH; number++) {
					assertThat(this.peer.request(new Question(number), Answer.class).number()).isEqualTo(number);
				}
			}));
		}
		for (Future<?> one : all) {
			one.get(MINUTES, TimeUnit.MINUTES);
		}
		for (int number = 0; number < handled.length(); number++) {
			assertThat(handled.get(number)).isOne();
		}
		assertThat(this.asking.stats().lateReplies()).isZero();
	}

	@Test
	void bothSidesAskAtOnce() throws Exception {
		connect(1024, 1024);
		await().atMost(Nodes.SOON).until(() -> this.asked.peers().size() == 1);
		Peer back = this.asked.peers().get(0);
		this.asked.onRequest(Question.class, (from, question) -> answer(question));
		this.asking.onRequest(Question.class, (from, question) -> answer(question));
		List<Future<?>> all = new ArrayList<>();
		for (int thread = 0; thread < THREADS; thread++) {
			Peer other = (thread % 2 == 0) ? this.peer : back;
			all.add(this.threads.submit(() -> {
				for (int number = 0; number < EACH; number++) {
					assertThat(other.request(new Question(number), Answer.class).number()).isEqualTo(number);
				}
			}));
		}
		for (Future<?> one : all) {
			one.get(MINUTES, TimeUnit.MINUTES);
		}
	}

	@Test
	void openOnes_withinTheLimit_areAllAnswered() {
		connect(OPEN, OPEN);
		CompletableFuture<Void> go = new CompletableFuture<>();
		AtomicInteger arrived = new AtomicInteger();
		this.asked.onRequest(Question.class, (from, question) -> {
			arrived.incrementAndGet();
			return go.thenApply((nothing) -> new Answer(question.number()));
		});
		List<CompletableFuture<Answer>> all = IntStream.range(0, OPEN).mapToObj(this::ask).toList();
		await().atMost(Nodes.SOON).until(() -> arrived.get() == OPEN);
		assertThat(all).noneMatch(CompletableFuture::isDone);
		go.complete(null);
		for (int i = 0; i < OPEN; i++) {
			assertThat(all.get(i)).succeedsWithin(Nodes.SOON).isEqualTo(new Answer(i));
		}
	}

	@Test
	void openOnes_beyondTheLimitHere_areNotSent() {
		connect(OPEN, 1024);
		CompletableFuture<Answer> never = new CompletableFuture<>();
		this.asked.onRequest(Question.class, (from, question) -> never);
		List<CompletableFuture<Answer>> all = IntStream.range(0, OPEN).mapToObj(this::ask).toList();
		assertThat(all.subList(0, 1024)).noneMatch(CompletableFuture::isDone);
		assertThat(all.subList(1024, OPEN))
			.allSatisfy((reply) -> assertThat(failure(reply)).isInstanceOf(NotSentException.class)
				.hasMessageContaining("1024 requests to the peer are open")
				.hasMessageContaining("noise.limits.max-open-requests"));
	}

	@Test
	void openOnes_beyondTheLimitThere_areRefusedByName() {
		connect(1024, OPEN);
		CompletableFuture<Answer> stage = new CompletableFuture<>();
		this.asked.onRequest(Question.class, (from, question) -> stage);
		List<CompletableFuture<Answer>> all = IntStream.range(0, OPEN).mapToObj(this::ask).toList();
		List<CompletableFuture<Answer>> refused = all.subList(1024, OPEN);
		await().atMost(Nodes.SOON).until(() -> refused.stream().allMatch(CompletableFuture::isDone));
		assertThat(refused)
			.allSatisfy((reply) -> assertThat(failure(reply)).isInstanceOfSatisfying(RequestException.class,
					(ex) -> assertThat(ex.reason()).isEqualTo(Reason.OVERLOADED)));
		assertThat(all.subList(0, 1024)).noneMatch(CompletableFuture::isDone);
		stage.complete(new Answer(1));
		assertThat(all.subList(0, 1024))
			.allSatisfy((reply) -> assertThat(reply).succeedsWithin(Nodes.SOON).isEqualTo(new Answer(1)));
	}

	@Test
	void stagesThatNeverComplete_holdUpNothing() {
		connect(1024, 1024);
		this.asked.onRequest(Question.class,
				(from, question) -> (question.number() == 0) ? new CompletableFuture<>() : answer(question));
		List<CompletableFuture<Answer>> never = IntStream.range(0, 1000).mapToObj((i) -> ask(0)).toList();
		for (int number = 1; number < EACH; number++) {
			assertThat(ask(number)).succeedsWithin(Nodes.SOON).isEqualTo(new Answer(number));
		}
		assertThat(never).noneMatch(CompletableFuture::isDone);
		this.peer.disconnect();
		assertThat(never).allSatisfy((reply) -> assertThat(failure(reply)).isInstanceOf(UnknownOutcomeException.class));
	}

	private static Throwable failure(CompletableFuture<?> reply) {
		return reply.handle((answer, ex) -> (ex instanceof CompletionException) ? ex.getCause() : ex).join();
	}

}
