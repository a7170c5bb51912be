package io.noise.spring.hook;

import io.noise.Node;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.OnPeerInit;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Beans whose hooks are found when they are created, after the start, and cannot be
 * registered then.
 */
class RefusedLateBeanTests {

	@Test
	void opcodeThatIsTaken_isRefusedEachTime() {
		HookedNode.contextRunner(Late.class).run((context) -> {
			context.getBean(Node.class).messages().register(16, Vote.class);
			assertRefused(context, "conflicting", OpcodeException.class);
			assertRefused(context, "conflicting", OpcodeException.class);
		});
	}

	@Test
	void methodThatCannotBeCalled_isRefusedEachTime() {
		HookedNode.contextRunner(Late.class).run((context) -> {
			assertRefused(context, "invalid", InvalidHookException.class);
			assertRefused(context, "invalid", InvalidHookException.class);
		});
	}

	@Test
	void beanThatIsRefused_leavesNoHook() {
		HookedNode.contextRunner(Late.class).run((context) -> {
			assertRefused(context, "missing", OpcodeException.class);
			assertThat(HookedNode.dial(context).entries()).isEmpty();
		});
	}

	@Test
	void beanThatIsRefused_andThenNot_hasAllItsHooksOnce() {
		HookedNode.contextRunner(Late.class).run((context) -> {
			assertRefused(context, "missing", OpcodeException.class);
			context.getBean(Node.class).messages().register(16, Chat.class);
			assertThat(context.getBean("missing")).isInstanceOf(AnyOpcode.class);
			assertThat(HookedNode.send(context, new Chat("a")).entries()).containsExactly("init", "a");
		});
	}

	private static void assertRefused(AssertableApplicationContext context, String bean,
			Class<? extends Throwable> failure) {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> context.getBean(bean))
			.withRootCauseInstanceOf(failure);
	}

	@Configuration(proxyBeanMethods = false)
	static class Late {

		@Bean
		@Lazy
		Object conflicting() {
			return new Conflicting();
		}

		@Bean
		@Lazy
		Object invalid() {
			return new Invalid();
		}

		@Bean
		@Lazy
		Object missing(Journal journal) {
			return new AnyOpcode(journal);
		}

	}

	static class Conflicting {

		@OnMessage(opcode = 16)
		void chat(Chat chat) {
		}

	}

	static class Invalid {

		@OnMessage(opcode = 16)
		void chat() {
		}

	}

	record AnyOpcode(Journal journal) {

		@OnPeerInit
		void init() {
			this.journal.add("init");
		}

		@OnMessage
		void chat(Chat chat) {
			this.journal.add(chat.text());
		}

	}

}
