package io.noise.spring.hook;

import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.PeerMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Message methods of beans that are behind a proxy.
 */
@SuppressWarnings("unused") // message methods are called by reflection
class ProxiedMessageTests {

	@Test
	void classProxy_advisesWhatItCanOverride() {
		HookedNode.contextRunner(ProxiedHookTests.Advice.class, ByClass.class)
			.withPropertyValues("proxy-target-class=true")
			.run((context) -> {
				assertThat(AopUtils.isCglibProxy(context.getBean("proxied"))).isTrue();
				assertThat(HookedNode.send(context, new Chat("a")).entries()).containsExactly("advice: chat", "chat");
			});
	}

	@Test
	void asyncMethodThatIsPrivate_failsTheStart() {
		HookedNode.contextRunner(AsyncConfiguration.class)
			.withBean(AsyncReader.class)
			.run((context) -> assertThat(HookedNode.failure(context)).isInstanceOf(InvalidHookException.class)
				.hasMessageContaining("AsyncReader.secret(Chat)")
				.hasMessageContaining("is private"));
	}

	@Test
	void interfaceProxy_isCalledByItsInterface_withTheParametersAnnotatedThere() {
		HookedNode.contextRunner(ProxiedHookTests.Advice.class, ByInterface.class)
			.withPropertyValues("proxy-target-class=false")
			.run((context) -> {
				assertThat(AopUtils.isJdkDynamicProxy(context.getBean("proxied"))).isTrue();
				assertThat(HookedNode.send(context, new Chat("a")).entries()).containsExactly("advice: chat",
						"a in null");
			});
	}

	static class Reader {

		private final Journal journal;

		Reader(Journal journal) {
			this.journal = journal;
		}

		@OnMessage(opcode = 1)
		public void chat(Chat chat) {
			this.journal.add("chat");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncConfiguration {

	}

	static class AsyncReader {

		@Async
		@OnMessage(opcode = 1)
		private void secret(Chat chat) {
			throw new AssertionError("called past its proxy");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByClass {

		@Bean
		Reader proxied(Journal journal) {
			return new Reader(journal);
		}

	}

	interface Reads {

		@OnMessage(opcode = 1)
		void chat(@PeerMetadata("room") @Nullable String room, Chat chat);

	}

	record InterfaceReader(Journal journal) implements Reads {

		@Override
		public void chat(@Nullable String room, Chat chat) {
			this.journal.add(chat.text() + " in " + room);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByInterface {

		@Bean
		Reads proxied(Journal journal) {
			return new InterfaceReader(journal);
		}

	}

}
