package io.noise.spring.boot.autoconfigure;

import java.util.List;

import io.noise.Messages;
import io.noise.Node;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.spring.annotation.OnMessage;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Codecs of components as beans.
 */
class MessageComponentCodecTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoiseAutoConfiguration.class));

	static final class Money {

	}

	static final class Weight {

	}

	record Bill(List<Money> items) {
	}

	record Parcel(Weight weight) {
	}

	static class MoneyCodec implements MessageComponentCodec<Money> {

		@Override
		public void encode(Money money, PayloadWriter out) {
			out.writeByte(1);
		}

		@Override
		public Money decode(PayloadReader in) {
			in.readByte();
			return new Money();
		}

	}

	/** A codec whose class does not tell for which type it is. */
	static final class AnyCodec<T> implements MessageComponentCodec<T> {

		@Override
		public void encode(T value, PayloadWriter out) {
			out.writeByte(1);
		}

		@Override
		public T decode(PayloadReader in) {
			throw new IllegalStateException("not used");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Codecs {

		@Bean
		MoneyCodec moneyCodec() {
			return new MoneyCodec();
		}

		@Bean
		MessageComponentCodec<Weight> weightCodec() {
			return new AnyCodec<>();
		}

		@Bean
		MessagesCustomizer parcels() {
			return (messages) -> messages.register(Parcel.class);
		}

	}

	static class Reader {

		@OnMessage(opcode = 16)
		void read(Bill bill) {
		}

	}

	@Test
	void codecs_areRegisteredBeforeTheTypesOfCustomizersAndMethods() {
		this.runner.withUserConfiguration(Codecs.class, Reader.class).run((context) -> {
			Messages messages = context.getBean(Node.class).messages();
			assertThat(messages).hasToString("[1 Parcel, 16 Bill]");
		});
	}

	@Test
	void twoForOneType_failTheStartWithBothNames() {
		this.runner.withBean("first", MoneyCodec.class)
			.withBean("second", MoneyCodec.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("Two MessageComponentCodec beans are for the type " + Money.class.getName()
						+ ": 'first' and 'second'"));
	}

	@Test
	void oneOfAnUnknownType_failsTheStart() {
		this.runner.withBean("any", AnyCodec.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(
						"The type of the MessageComponentCodec bean 'any' is unknown: " + AnyCodec.class.getName()));
	}

	static class TextCodec implements MessageComponentCodec<String> {

		@Override
		public void encode(String text, PayloadWriter out) {
			out.writeString(text);
		}

		@Override
		public String decode(PayloadReader in) {
			return in.readString();
		}

	}

	@Test
	void oneOfAFixedForm_failsTheStart() {
		this.runner.withBean("text", TextCodec.class)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("The MessageComponentCodec bean 'text' could not be registered: component "
						+ "type java.lang.String (expected: a type without a fixed form)"));
	}

}
