package io.noise.spring.boot.autoconfigure;

import io.noise.MessageCodec;
import io.noise.Node;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.spring.annotation.OnMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Applications with methods that cannot reply, and what they are told at the start.
 */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("unused") // message methods are called by reflection
class FailingReplyTests {

	@Test
	void manyReplies_failTheStart_whichIsExplained(CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(Many.class));
		assertThat(output).contains("APPLICATION FAILED TO START", "FailingReplyTests.Many.ask(Question) of bean",
				"returns reactor.core.publisher.Flux<", "Allowed are void, a message, and one message inside Optional");
	}

	@ParameterizedTest
	@ValueSource(classes = { OfText.class, OfNumber.class })
	void replyThatCannotBeEncoded_failsTheStart_whichIsExplained(Class<?> bean, CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(bean));
		assertThat(output).contains("APPLICATION FAILED TO START",
				"FailingReplyTests." + bean.getSimpleName() + ".ask(Question) of bean",
				"cannot reply with messages of the type java.lang.", "Let '", "return nothing, or a record");
	}

	@Test
	void replyWithACodec_isRegisteredBefore() {
		try (ConfigurableApplicationContext application = run(OfText.class, TextBefore.class)) {
			assertThat(application.getBean(Node.class).messages().types()).containsEntry(30, String.class);
		}
	}

	@Test
	void methodBesideOneThatReturnsNothing_isFine() {
		run(Asked.class, Told.class).close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "legacy" })
	void sessionWithoutRequests_isWarnedOf(String session, CapturedOutput output) {
		run(new String[] { "--noise.session=" + session }, Asked.class).close();
		assertThat(output).containsPattern("WARN.*FailingReplyTests.Asked.ask\\(Question\\) of bean 'failingReplyTests."
				+ "Asked' returns a value, which is ignored: messages on a session of kind " + session
				+ " have no replies, and requests are not answered");
	}

	private static ConfigurableApplicationContext run(Class<?>... application) {
		return run(new String[0], application);
	}

	private static ConfigurableApplicationContext run(String[] arguments, Class<?>... application) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run(arguments);
	}

	record Question(String text) {
	}

	record Answer(String text) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Many {

		@OnMessage
		Flux<Answer> ask(Question question) {
			return Flux.empty();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OfText {

		@OnMessage
		String ask(Question question) {
			return "";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OfNumber {

		@OnMessage
		Integer ask(Question question) {
			return 1;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Asked {

		@OnMessage(opcode = 16)
		Answer ask(Question question) {
			return new Answer("");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Told {

		@OnMessage
		void tell(Question question) {
		}

	}

	record TextBefore(Node node) implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			this.node.messages().register(30, String.class, new TextCodec());
		}

	}

	static class TextCodec implements MessageCodec<String> {

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
