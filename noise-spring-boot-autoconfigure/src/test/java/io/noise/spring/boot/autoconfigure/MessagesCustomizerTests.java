package io.noise.spring.boot.autoconfigure;

import io.noise.Messages;
import io.noise.Node;
import io.noise.spring.annotation.OnMessage;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Types that beans register.
 */
class MessagesCustomizerTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoiseAutoConfiguration.class));

	@Test
	void customizers_registerInTheirOrder_andBeforeMessageMethods() {
		this.runner.withUserConfiguration(Customizers.class, Reader.class).run((context) -> {
			Messages messages = context.getBean(Node.class).messages();
			assertThat(messages.types()).containsOnlyKeys(1, 2, 16);
			assertThat(messages).hasToString("[1 First, 2 Second, 16 Read]");
		});
	}

	record First(int number) {
	}

	record Second(int number) {
	}

	record Read(int number) {
	}

	static class Reader {

		@OnMessage
		void first(First first) {
		}

		@OnMessage(opcode = 16)
		void read(Read read) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		MessagesCustomizer second() {
			return (messages) -> messages.register(Second.class);
		}

		@Bean
		@Order(1)
		MessagesCustomizer first() {
			return (messages) -> messages.register(First.class);
		}

	}

}
