package io.noise.spring.hook;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.noise.Peer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Replies as return types declare them.
 */
class DeclaredReplyTests {

	@ParameterizedTest
	@ValueSource(strings = { "message", "optional", "stage", "future", "futureOfOptional", "optionalFuture",
			"ownFuture", "mono", "monoOfOptional", "optionalMono", "variable", "futureOfVariable" })
	void typeOfTheReply_isFound(String method) {
		assertThat(reply(method)).isEqualTo(new DeclaredReply(true, Vote.class));
		assertThat(reply(method).message()).contains(Vote.class);
	}

	@ParameterizedTest
	@CsvSource({ "emptyFuture,java.lang.Void", "emptyMono,java.lang.Void", "anything,java.lang.Object",
			"futureOfAnything,java.lang.Object", "rawFuture,java.lang.Object" })
	void replyWithoutADeclaredType_isExpected_andNothingToRegister(String method, Class<?> type) {
		assertThat(reply(method)).isEqualTo(new DeclaredReply(true, type));
		assertThat(reply(method).message()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "boxedNothing" })
	void nothing_isNoReply(String method) {
		assertThat(reply(method).isExpected()).isFalse();
		assertThat(reply(method).message()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "flux", "publisher", "optionalFlux", "futureOfFlux", "futureOfMono", "monoOfFuture",
			"monoOfMono" })
	void manyReplies_andThoseThatAreLaterTwice_areRefused(String method) {
		assertThatExceptionOfType(InvalidHookException.class).isThrownBy(() -> reply(method))
			.withMessageContaining("The method DeclaredReplyTests.Returns." + method + "(Chat) of bean 'asked' is "
					+ "annotated with @OnMessage and returns ")
			.withMessageContaining("a reply is one message. Allowed are void, a message, and one message inside "
					+ "Optional, CompletionStage or a reactive type of at most one value, such as Mono.")
			.satisfies((failure) -> assertThat(failure.analysis().getAction()).contains("Correct the return type of",
					"DeclaredReplyTests$Returns." + method + "("));
	}

	private static DeclaredReply reply(String name) {
		Method method = ReflectionUtils.findMethod(Returns.class, name, Chat.class);
		assertThat(method).isNotNull();
		return DeclaredReply.of("asked", method, Bean.class);
	}

	@SuppressWarnings("rawtypes")
	interface Returns<V> {

		Vote message(Chat chat);

		Optional<Vote> optional(Chat chat);

		CompletionStage<Vote> stage(Chat chat);

		CompletableFuture<Vote> future(Chat chat);

		CompletableFuture<Optional<Vote>> futureOfOptional(Chat chat);

		Optional<CompletableFuture<Vote>> optionalFuture(Chat chat);

		OwnFuture ownFuture(Chat chat);

		Mono<Vote> mono(Chat chat);

		Mono<Optional<Vote>> monoOfOptional(Chat chat);

		Optional<Mono<Vote>> optionalMono(Chat chat);

		V variable(Chat chat);

		CompletableFuture<V> futureOfVariable(Chat chat);

		CompletableFuture<Void> emptyFuture(Chat chat);

		Mono<Void> emptyMono(Chat chat);

		Object anything(Chat chat);

		CompletionStage<?> futureOfAnything(Chat chat);

		CompletionStage rawFuture(Chat chat);

		void nothing(Chat chat);

		Void boxedNothing(Chat chat);

		Flux<Vote> flux(Chat chat);

		Publisher<Vote> publisher(Chat chat);

		Optional<Flux<Vote>> optionalFlux(Chat chat);

		CompletableFuture<Flux<Vote>> futureOfFlux(Chat chat);

		CompletableFuture<Mono<Vote>> futureOfMono(Chat chat);

		Mono<CompletableFuture<Vote>> monoOfFuture(Chat chat);

		Mono<Mono<Vote>> monoOfMono(Chat chat);

	}

	abstract static class Bean implements Returns<Vote> {

		abstract void unrelated(Peer peer);

	}

	static class OwnFuture extends CompletableFuture<Vote> {

	}

}
