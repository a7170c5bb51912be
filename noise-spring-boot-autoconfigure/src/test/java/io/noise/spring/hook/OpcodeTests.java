package io.noise.spring.hook;

import io.noise.MessageCodec;
import io.noise.Node;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.spring.annotation.OnMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.InitializingBean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opcodes of message methods, and the explanations of conflicts. The session is
 * {@code plain}.
 */
@SuppressWarnings("unused") // message methods are called by reflection
class OpcodeTests {

	private static final String BEAN = " of bean 'opcodeTests.";

	@Test
	void missingOpcodes_areExplained_allAtOnce() {
		HookedNode.contextRunner(AnyChat.class, AnyVote.class)
			.run((context) -> assertThat(HookedNode.failure(context)).isInstanceOfSatisfying(OpcodeException.class,
					(failure) -> {
						assertThat(failure).hasMessageContaining("session of kind plain")
							.hasMessageContaining(Chat.class.getName() + " of OpcodeTests.AnyChat.chat(Chat)" + BEAN)
							.hasMessageContaining(Vote.class.getName() + " of OpcodeTests.AnyVote.vote(Vote)" + BEAN);
						assertThat(failure.analysis().getAction()).contains("@OnMessage(opcode = 16)")
							.contains("MessagesCustomizer");
					}));
	}

	@Test
	void opcodeOfAnotherMethod_isEnough() {
		HookedNode.contextRunner(AnyChat.class, Chat16.class)
			.run((context) -> assertThat(context.getBean(Node.class).messages().types()).hasSize(1)
				.containsEntry(16, Chat.class));
	}

	@Test
	void typeThatIsRegisteredBefore_needsNoOpcode() {
		HookedNode.contextRunner(Chat20Before.class, AnyChat.class)
			.run((context) -> assertThat(context.getBean(Node.class).messages().types()).hasSize(1)
				.containsEntry(20, Chat.class));
	}

	@Test
	void typeWithACodecOfItsOwn_maySayItsOpcodeAgain() {
		HookedNode.contextRunner(TextBefore.class, Text30.class)
			.run((context) -> assertThat(context.getBean(Node.class).messages().types()).hasSize(1)
				.containsEntry(30, String.class));
	}

	@Test
	void oneOpcodeForTwoTypes_isExplained() {
		HookedNode.contextRunner(Chat16.class, Vote16.class)
			.run((context) -> assertThat(HookedNode.failure(context)).isInstanceOf(OpcodeException.class)
				.hasMessageContaining("opcode 16")
				.hasMessageContaining(Chat.class.getName() + " by OpcodeTests.Chat16.chat(Chat)" + BEAN)
				.hasMessageContaining(Vote.class.getName() + " by OpcodeTests.Vote16.vote(Vote)" + BEAN));
	}

	@Test
	void opcodeOfATypeThatIsRegisteredBefore_isExplained() {
		HookedNode.contextRunner(Chat20Before.class, Vote20.class)
			.run((context) -> assertThat(HookedNode.failure(context)).isInstanceOf(OpcodeException.class)
				.hasMessageContaining(Vote.class.getName() + " by OpcodeTests.Vote20.vote(Vote)" + BEAN)
				.hasMessageContaining(Chat.class.getName() + ", which was registered before."));
	}

	@Test
	void twoOpcodesForOneType_areExplained() {
		HookedNode.contextRunner(Chat16.class, Chat17.class)
			.run((context) -> assertThat(HookedNode.failure(context)).isInstanceOf(OpcodeException.class)
				.hasMessageContaining("Two opcodes are requested for messages of the type " + Chat.class.getName())
				.hasMessageContaining("16 by OpcodeTests.Chat16.chat(Chat)" + BEAN)
				.hasMessageContaining("17 by OpcodeTests.Chat17.chat(Chat)" + BEAN));
	}

	@ParameterizedTest
	@ValueSource(classes = { TooLow.class, TooHigh.class })
	void impossibleOpcode_isExplained(Class<?> bean) {
		HookedNode.contextRunner(bean)
			.run((context) -> assertThat(HookedNode.failure(context)).isInstanceOf(OpcodeException.class)
				.hasMessageContaining("The opcode of OpcodeTests." + bean.getSimpleName() + ".chat(Chat)" + BEAN)
				.hasMessageContaining("from 1 to 255"));
	}

	static class AnyChat {

		@OnMessage
		void chat(Chat chat) {
		}

	}

	static class AnyVote {

		@OnMessage
		void vote(Vote vote) {
		}

	}

	static class Chat16 {

		@OnMessage(opcode = 16)
		void chat(Chat chat) {
		}

	}

	static class Chat17 {

		@OnMessage(opcode = 17)
		void chat(Chat chat) {
		}

	}

	static class Vote16 {

		@OnMessage(opcode = 16)
		void vote(Vote vote) {
		}

	}

	static class Vote20 {

		@OnMessage(opcode = 20)
		void vote(Vote vote) {
		}

	}

	static class Text30 {

		@OnMessage(opcode = 30)
		void text(String text) {
		}

	}

	static class TooLow {

		@OnMessage(opcode = -1)
		void chat(Chat chat) {
		}

	}

	static class TooHigh {

		@OnMessage(opcode = 256)
		void chat(Chat chat) {
		}

	}

	record Chat20Before(Node node) implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			this.node.messages().register(20, Chat.class);
		}

	}

	record TextBefore(Node node) implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			this.node.messages().register(30, String.class, new Text());
		}

	}

	static class Text implements MessageCodec<String> {

		@Override
		public void encode(String message, PayloadWriter out) {
			out.writeString(message);
		}

		@Override
		public String decode(PayloadReader in) {
			return in.readString();
		}

	}

}
