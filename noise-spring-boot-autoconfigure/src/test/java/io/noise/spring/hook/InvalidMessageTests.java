package io.noise.spring.hook;

import io.noise.Peer;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.PeerMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Message methods that cannot be called.
 */
@SuppressWarnings("unused") // message methods are called by reflection
class InvalidMessageTests {

	@ParameterizedTest
	@ValueSource(classes = { Nothing.class, PeerOnly.class, MetadataOnly.class, TwoMessages.class })
	void notExactlyOneMessage_failsTheStart(Class<?> bean) {
		HookedNode.contextRunner(bean)
			.run((context) -> assertThat(HookedNode.failure(context)).isInstanceOf(InvalidHookException.class)
				.hasMessageContaining("." + bean.getSimpleName() + ".chat(")
				.hasMessageContaining("exactly one parameter must be the message")
				.hasMessageContaining("Node and Peer, or annotated with @PeerMetadata"));
	}

	@Test
	void explanation_namesTheMethodAndWhatIsAllowed() {
		HookedNode.contextRunner(TwoMessages.class)
			.run((context) -> assertThat(HookedNode.failure(context)).isInstanceOfSatisfying(InvalidHookException.class,
					(failure) -> {
						assertThat(failure).hasMessage("The method InvalidMessageTests.TwoMessages.chat(Chat, Vote) of "
								+ "bean 'invalidMessageTests.TwoMessages' is annotated with @OnMessage and cannot be "
								+ "called: exactly one parameter must be the message, but it has Chat and Vote. The "
								+ "others may be of the types Node and Peer, or annotated with @PeerMetadata, in any "
								+ "order.");
						assertThat(failure.analysis().getAction())
							.contains("void io.noise.spring.hook.InvalidMessageTests$TwoMessages.chat(");
					}));
	}

	@ParameterizedTest
	@ValueSource(classes = { OfText.class, OfNoRecord.class, OfUnencodable.class })
	void typeThatCannotBeEncoded_failsTheStart(Class<?> bean) {
		HookedNode.contextRunner(bean)
			.run((context) -> assertThat(context.getStartupFailure()).isInstanceOf(OpcodeException.class)
				.hasMessageContaining("." + bean.getSimpleName() + ".chat(")
				.hasMessageContaining("cannot have messages of the type ")
				.hasMessageContaining("expected: "));
	}

	@Test
	void beanMethod_isNoMessageMethod() {
		HookedNode.contextRunner(Factory.class)
			.run((context) -> assertThat(HookedNode.failure(context)).isInstanceOf(InvalidHookException.class)
				.hasMessageContaining("@Bean method InvalidMessageTests.Factory.chat()"));
	}

	static class Nothing {

		@OnMessage
		void chat() {
		}

	}

	static class PeerOnly {

		@OnMessage
		void chat(Peer peer) {
		}

	}

	static class MetadataOnly {

		@OnMessage
		void chat(@PeerMetadata("chat") Chat chat) {
		}

	}

	static class TwoMessages {

		@OnMessage
		void chat(Chat chat, Vote vote) {
		}

	}

	static class OfText {

		@OnMessage(opcode = 1)
		void chat(String text) {
		}

	}

	static class OfNoRecord {

		@OnMessage(opcode = 1)
		void chat(Journal journal) {
		}

	}

	record Unencodable(Thread thread) {
	}

	static class OfUnencodable {

		@OnMessage(opcode = 1)
		void chat(Unencodable message) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Factory {

		@Bean
		@OnMessage
		Object chat() {
			return new Object();
		}

	}

}
