package io.noise.spring.hook;

import org.junit.jupiter.api.Test;

import org.springframework.core.test.tools.SourceFile;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Suspend functions of Kotlin: methods with one more parameter, as its compiler makes
 * them.
 */
class SuspendFunctionTests {

	private static final SourceFile CONTINUATION = SourceFile.of("""
			package kotlin.coroutines;

			public interface Continuation<T> {
			}
			""");

	private static final SourceFile GREETER = SourceFile.of("""
			package io.noise.kotlin;

			public class Greeter {

				public record Question(String text) {
				}

				@io.noise.spring.annotation.OnMessage(opcode = 1)
				public Object ask(Question question, kotlin.coroutines.Continuation<? super String> continuation) {
					return "";
				}

			}
			""");

	@Test
	void suspendFunction_failsTheStart() {
		TestCompiler.forSystem().withSources(CONTINUATION, GREETER).compile((compiled) -> {
			Class<?> greeter = ClassUtils.resolveClassName("io.noise.kotlin.Greeter", compiled.getClassLoader());
			HookedNode.contextRunner(greeter)
				.run((context) -> assertThat(HookedNode.failure(context))
					.isInstanceOfSatisfying(InvalidHookException.class, SuspendFunctionTests::assertExplained));
		});
	}

	private static void assertExplained(InvalidHookException failure) {
		assertThat(failure).hasMessageContaining("The method Greeter.ask(Question, Continuation) of bean ")
			.hasMessageContaining("it is a suspend function of Kotlin. Allowed are void, a message");
		assertThat(failure.analysis().getAction()).contains("io.noise.kotlin.Greeter.ask", "CompletableFuture");
	}

}
