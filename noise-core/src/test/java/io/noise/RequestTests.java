package io.noise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.noise.RequestException.Reason;
import io.noise.session.Session;
import io.noise.session.Sessions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Requests between two nodes: each kind of reply, and each way to end without one.
 */
class RequestTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private Node asked;

	private Node asking;

	private Peer peer;

	record Question(String text) {
	}

	record Answer(String text) {
	}

	record Unknown(String text) {
	}

	@BeforeEach
	void connect() {
		connect(Limits.defaults(), Limits.defaults());
	}

	private void connect(Limits ofAsked, Limits ofAsking) {
		this.asked = create(ofAsked);
		this.asking = create(ofAsking);
		this.asked.listen();
		this.peer = this.asking.dial(this.asked.externalAddress());
	}

	private Node create(Limits limits) {
		Node node = this.nodes.create((builder) -> builder.limits(limits)
			.connectTimeout(Nodes.SOON)
			.handshakeTimeout(Nodes.SOON)
			.sendTimeout(Nodes.SOON)
			.requestTimeout(Nodes.SOON));
		node.messages().register(Question.class);
		node.messages().register(Answer.class);
		return node;
	}

	private Answer ask(String text) {
		return this.peer.request(new Question(text), Answer.class);
	}

	private CompletableFuture<Answer> askAsync(String text) {
		return this.peer.requestAsync(new Question(text), Answer.class);
	}

	private void assertEnds(Reason reason, String... words) {
		assertThatExceptionOfType(RequestException.class).isThrownBy(() -> ask("who")).satisfies((ex) -> {
			assertThat(ex.reason()).isEqualTo(reason);
			assertThat(ex).hasMessageStartingWith("request Question");
			assertThat(words).allSatisfy((word) -> assertThat(ex).hasMessageContaining(word));
			assertThat(ex.getStackTrace()).isEmpty();
		});
		assertThat(this.peer.isConnected()).isTrue();
	}

	// --- replies

	@Test
	void value_isTheReply() {
		this.asked.onRequest(Question.class, (from, question) -> new Answer(question.text() + "!"));
		assertThat(ask("who")).isEqualTo(new Answer("who!"));
	}

	@Test
	void stage_isAwaited_andTheLaneGoesOn() throws Exception {
		CompletableFuture<Answer> stage = new CompletableFuture<>();
		this.asked.onRequest(Question.class,
				(from, question) -> question.text().equals("later") ? stage : new Answer(question.text()));
		CompletableFuture<Answer> later = askAsync("later");
		assertThat(ask("now")).isEqualTo(new Answer("now"));
		stage.complete(new Answer("at last"));
		assertThat(later.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Answer("at last"));
	}

	@Test
	void nothing_isTheEmptyReply() {
		List<Object> empty = List.of(Optional.empty(), CompletableFuture.completedFuture(null),
				CompletableFuture.completedFuture(Optional.empty()), "null");
		this.asked.onRequest(Question.class, (from, question) -> {
			Object reply = empty.get(Integer.parseInt(question.text()));
			return reply.equals("null") ? null : reply;
		});
		for (int i = 0; i < empty.size(); i++) {
			assertThat((Object) this.peer.request(new Question("" + i), Void.class)).isNull();
		}
	}

	@Test
	void optional_isItsValue() {
		this.asked.onRequest(Question.class, (from, question) -> Optional.of(new Answer("present")));
		assertThat(ask("who")).isEqualTo(new Answer("present"));
	}

	@Test
	void messageHandlers_acknowledge() {
		List<String> handled = new ArrayList<>();
		this.asked.onMessage(Question.class, (from, question) -> handled.add(question.text()));
		this.asked.onMessage(Question.class, (from, question) -> handled.add(question.text() + " again"));
		assertThat((Object) this.peer.request(new Question("one"), Void.class)).isNull();
		assertThat(handled).containsExactly("one", "one again");
	}

	@Test
	void handlerOfThePeer_isBeforeThatOfTheNode() {
		this.asked.onRequest(Question.class, (from, question) -> new Answer("node"));
		await().atMost(Nodes.SOON).until(() -> this.asked.peers().size() == 1);
		Registration ofPeer = this.asked.peers()
			.get(0)
			.onRequest(Question.class, (from, question) -> new Answer("peer"));
		assertThat(ask("who")).isEqualTo(new Answer("peer"));
		ofPeer.close();
		assertThat(ask("who")).isEqualTo(new Answer("node"));
	}

	@Test
	void secondHandlerOfAType_isAnErrorThatNamesBoth() {
		Registration first = this.asked.onRequest(Question.class, new Named("first"));
		assertThatThrownBy(() -> this.asked.onRequest(Question.class, new Named("second")))
			.isInstanceOf(NoiseException.class)
			.hasMessageContainingAll(Question.class.getName(), "first", "second");
		first.close();
		this.asked.onRequest(Question.class, new Named("third"));
	}

	private record Named(String name) implements RequestHandler<Question> {

		@Override
		public Object handle(Peer from, Question question) {
			return new Answer(this.name);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	// --- failures at the other side

	@Test
	void noHandler() {
		assertEnds(Reason.NO_HANDLER, "request Question", "no handler");
	}

	@Test
	void rejected_carriesItsWords() {
		this.asked.onRequest(Question.class, (from, question) -> {
			throw new RequestRejectedException("closed on\nSundays " + "x".repeat(300));
		});
		assertEnds(Reason.REJECTED, "rejected: closed on?Sundays ");
		assertThatExceptionOfType(RequestException.class).isThrownBy(() -> ask("who"))
			.satisfies((ex) -> assertThat(ex.words().orElseThrow()).hasSize(256));
		assertThat(this.asked.stats().hookFailures()).isZero();
	}

	@Test
	void stageThatRejects_isTheSame() {
		this.asked.onRequest(Question.class, (from, question) -> CompletableFuture.supplyAsync(() -> {
			throw new RequestRejectedException("not now");
		}));
		assertEnds(Reason.REJECTED, "not now");
	}

	@Test
	void failedHandler_isLoggedHere_andTellsNothingThere() {
		this.asked.onRequest(Question.class, (from, question) -> {
			throw new IllegalStateException("a secret");
		});
		try (CapturedLog log = new CapturedLog("io.noise.engine")) {
			assertThatExceptionOfType(RequestException.class).isThrownBy(() -> ask("who")).satisfies((ex) -> {
				assertThat(ex.reason()).isEqualTo(Reason.FAILED);
				assertThat(ex.toString()).doesNotContain("secret", "IllegalState");
			});
			await().atMost(Nodes.SOON)
				.until(() -> log.traced().stream().anyMatch((line) -> line.contains("failed on request 1 Question")));
		}
		assertThat(this.asked.stats().hookFailures()).isOne();
	}

	@Test
	void failedStage_isTheSame() {
		this.asked.onRequest(Question.class,
				(from, question) -> CompletableFuture.failedFuture(new IllegalStateException("a secret")));
		assertEnds(Reason.FAILED);
		await().atMost(Nodes.SOON).until(() -> this.asked.stats().hookFailures() == 1);
	}

	@Test
	void failedMessageHandler_isTheSame() {
		this.asked.onMessage(Question.class, (from, question) -> {
			throw new IllegalStateException("a secret");
		});
		assertEnds(Reason.FAILED);
	}

	@Test
	void replyThatCannotBeSent_isAFailure() {
		this.asked.onRequest(Question.class,
				(from, question) -> question.text().equals("long") ? new Answer("x".repeat(2 << 20)) : new Unknown(""));
		for (String text : List.of("long", "unregistered")) {
			assertThatExceptionOfType(RequestException.class).isThrownBy(() -> ask(text))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.FAILED));
		}
		await().atMost(Nodes.SOON).until(() -> this.asked.stats().hookFailures() == 2);
	}

	@Test
	void overloaded() throws Exception {
		connect(Limits.defaults().withMaxOpenRequests(1), Limits.defaults());
		CompletableFuture<Answer> stage = new CompletableFuture<>();
		this.asked.onRequest(Question.class, (from, question) -> stage);
		CompletableFuture<Answer> first = askAsync("first");
		assertEnds(Reason.OVERLOADED);
		assertThat(this.asked.stats().refusals()).containsEntry(Refusal.MAX_OPEN_REQUESTS, 1L);
		stage.complete(new Answer("done"));
		assertThat(first.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Answer("done"));
		assertThat(ask("second")).isEqualTo(new Answer("done"));
	}

	@Test
	void otherClass_isUnreadable() {
		this.asked.onRequest(Question.class, (from, question) -> question);
		assertEnds(Reason.UNREADABLE, Question.class.getName(), Answer.class.getName());
		this.asked.peers().get(0).onRequest(Question.class, (from, question) -> null);
		assertEnds(Reason.UNREADABLE, "empty", Answer.class.getName());
		assertThatExceptionOfType(RequestException.class)
			.isThrownBy(() -> this.asking.peers().get(0).request(new Answer(""), Void.class))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.NO_HANDLER));
	}

	// --- failures at this side

	@Test
	void timeOut_tellsTheOtherSide_andALateReplyIsDropped() throws Exception {
		connect(Limits.defaults(), Limits.defaults().withMaxOpenRequests(1));
		CompletableFuture<Answer> never = new CompletableFuture<>();
		this.asked.onRequest(Question.class,
				(from, question) -> question.text().equals("never") ? never : new Answer(question.text()));
		assertThatThrownBy(() -> this.peer.request(new Question("never"), Answer.class, SHORT))
			.isInstanceOf(NoiseTimeoutException.class)
			.hasMessageContainingAll("request Question", "PT0.05S");
		await().atMost(Nodes.SOON).until(never::isCancelled);
		assertThat(ask("again")).isEqualTo(new Answer("again"));
	}

	@Test
	void timeOutOfAFuture_isTheSame() {
		CompletableFuture<Answer> never = new CompletableFuture<>();
		this.asked.onRequest(Question.class, (from, question) -> never);
		assertThat(this.peer.requestAsync(new Question("never"), Answer.class, SHORT)).failsWithin(Nodes.SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NoiseTimeoutException.class);
		await().atMost(Nodes.SOON).until(never::isCancelled);
	}

	@Test
	void cancellation_tellsTheOtherSide_andARunningHandlerGoesOn() throws Exception {
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		CompletableFuture<Boolean> ended = new CompletableFuture<>();
		this.asked.onRequest(Question.class, (from, question) -> {
			if (question.text().equals("cancelled")) {
				running.countDown();
				ended.complete(goOn.await(Nodes.SOON.toSeconds(), TimeUnit.SECONDS));
			}
			return new Answer(question.text());
		});
		CompletableFuture<Answer> cancelled = askAsync("cancelled");
		assertThat(running.await(Nodes.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(cancelled.cancel(true)).isTrue();
		this.peer.ping().get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
		goOn.countDown();
		assertThat(ended.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(ask("next")).isEqualTo(new Answer("next"));
		assertThat(this.asking.stats().lateReplies()).isZero();
	}

	@Test
	void tooManyOpenOnes_areNotSent() {
		connect(Limits.defaults(), Limits.defaults().withMaxOpenRequests(2));
		this.asked.onRequest(Question.class, (from, question) -> new CompletableFuture<>());
		List<CompletableFuture<Answer>> open = Stream.of("one", "two").map(this::askAsync).toList();
		assertThatThrownBy(() -> ask("three")).isInstanceOf(NotSentException.class)
			.hasMessageContaining("noise.limits.max-open-requests");
		assertThat(askAsync("four")).failsWithin(Nodes.SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NotSentException.class);
		open.get(0).cancel(false);
		assertThat(askAsync("five")).isNotDone();
	}

	@Test
	void classesThatAreNotRegistered_areErrors() {
		assertThatThrownBy(() -> this.peer.request(new Unknown(""), Answer.class)).isInstanceOf(NoiseException.class)
			.hasMessageContaining("not registered");
		assertThatThrownBy(() -> this.peer.request(new Question(""), Unknown.class)).isInstanceOf(NoiseException.class)
			.hasMessageContaining("not registered");
		this.asked.onRequest(Question.class, (from, question) -> new Answer("a record"));
		assertThat(this.peer.request(new Question(""), Record.class)).isEqualTo(new Answer("a record"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "legacy" })
	void otherSessions_haveNoRequests_andSaySo(String kind) {
		Session session = kind.equals("plain") ? Sessions.plain() : Sessions.legacy();
		Node listener = this.nodes.create((builder) -> builder.session(session));
		Node dialer = this.nodes.create((builder) -> builder.session(session));
		for (Node node : List.of(listener, dialer)) {
			node.messages().register(3, Question.class);
			node.messages().register(4, Answer.class);
		}
		listener.onRequest(Question.class, (from, question) -> new Answer(""));
		try (CapturedLog log = new CapturedLog("io.noise.engine.NodeMessages")) {
			listener.listen();
			assertThat(log.lines()).singleElement().asString().startsWith("WARN ").contains("session " + kind);
		}
		Peer plain = dialer.dial(listener.externalAddress());
		assertThatThrownBy(() -> plain.request(new Question(""), Answer.class)).isInstanceOf(NotSentException.class)
			.hasMessageContaining(kind + " has no requests");
		assertThat(plain.requestAsync(new Question(""), Answer.class)).failsWithin(Nodes.SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NotSentException.class);
	}

	// --- disconnects

	@Test
	void disconnectAfterItWentOut_hasAnUnknownOutcome() throws Exception {
		CompletableFuture<Peer> asker = new CompletableFuture<>();
		CompletableFuture<Answer> never = new CompletableFuture<>();
		this.asked.onRequest(Question.class, (from, question) -> {
			asker.complete(from);
			return never;
		});
		CompletableFuture<Answer> reply = askAsync("who");
		asker.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS).disconnectAsync();
		assertThat(reply).failsWithin(Nodes.SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(UnknownOutcomeException.class)
			.satisfies((ex) -> assertThat(((NoiseException) ex.getCause()).endedPeer()).contains(this.peer.id()));
		await().atMost(Nodes.SOON).until(never::isCancelled);
	}

	@Test
	void ownDisconnect_endsThemAtOnce() throws Exception {
		CountDownLatch arrived = new CountDownLatch(1);
		this.asked.onRequest(Question.class, (from, question) -> {
			arrived.countDown();
			return new CompletableFuture<>();
		});
		CompletableFuture<Answer> reply = askAsync("who");
		assertThat(arrived.await(Nodes.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Void> gone = this.peer.disconnectAsync();
		assertThat(reply).isCompletedExceptionally();
		gone.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
		assertThatThrownBy(() -> ask("again")).isInstanceOf(NotSentException.class)
			.hasMessageStartingWith("request Question: not sent, the peer is disconnected, LOCAL");
	}

}
