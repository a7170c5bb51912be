package io.noise.spring.hook;

import java.io.IOException;

import io.noise.Node;
import io.noise.spring.annotation.OnMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Exceptions and results of message methods.
 */
@SuppressWarnings("unused") // message methods are called by reflection
@ExtendWith(OutputCaptureExtension.class)
class MessageResultTests {

	@Test
	void throwingMethod_isNamedInTheLog_andCounted_andThePeerStays(CapturedOutput output) {
		HookedNode.contextRunner(Thrower.class, Reader.class).run((context) -> {
			assertThat(HookedNode.send(context, new Chat("a"), new Chat("b")).entries()).containsExactly("a", "b");
			assertThat(context.getBean(Node.class).stats().hookFailures()).isEqualTo(2);
			assertThat(output)
				.contains("Handler MessageResultTests.Thrower.chat(Chat) of bean 'messageResultTests.Thrower' failed")
				.contains("java.io.IOException: no chat today")
				.doesNotContain("InvocationTargetException");
		});
	}

	@Test
	void methodThatReturnsSomething_isWarnedOf_andCalledAllTheSame(CapturedOutput output) {
		HookedNode.contextRunner(Answerer.class).run((context) -> {
			assertThat(output).contains("WARN")
				.contains("MessageResultTests.Answerer.chat(Chat) of bean 'messageResultTests.Answerer' returns a "
						+ "value, which is ignored: messages on a session of kind plain have no replies");
			assertThat(HookedNode.send(context, new Chat("a"), new Chat("b")).entries()).containsExactly("a", "b");
		});
	}

	@Test
	void methodThatReturnsNothing_isNotWarnedOf(CapturedOutput output) {
		HookedNode.contextRunner(Reader.class).run((context) -> assertThat(output).doesNotContain("is ignored"));
	}

	static class Thrower {

		@OnMessage(opcode = 1)
		void chat(Chat chat) throws IOException {
			throw new IOException("no chat today");
		}

	}

	record Answerer(Journal journal) {

		@OnMessage(opcode = 1)
		Vote chat(Chat chat) {
			this.journal.add(chat.text());
			return new Vote(1);
		}

	}

	record Reader(Journal journal) {

		@OnMessage(opcode = 1)
		void chat(Chat chat) {
			this.journal.add(chat.text());
		}

		@OnMessage
		@SuppressWarnings("NullAway")
		Void boxed(Chat chat) {
			return null;
		}

	}

}
