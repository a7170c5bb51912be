package io.noise.spring.hook;

import io.noise.Node;
import io.noise.Peer;
import io.noise.PeerCallback;
import io.noise.spring.annotation.OnPeerDialed;
import io.noise.spring.annotation.OnPeerInit;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans that are hooks as a whole.
 */
class CallbackBeanTests {

	@Test
	void annotatedBeanMethod_makesItsBeanAHook_andIsNone() {
		HookedNode.contextRunner(ByBeanMethod.class)
			.run((context) -> assertThat(HookedNode.dial(context).entries()).containsExactly("made", "init"));
	}

	@Test
	void lazyCallback_isMadeByItsFirstEvent() {
		HookedNode.contextRunner(ByLazyBeanMethod.class).run((context) -> {
			assertThat(context.getBean(Journal.class).entries()).isEmpty();
			assertThat(HookedNode.dial(context).entries()).containsExactly("made", "init");
		});
	}

	@Test
	void annotatedClass_makesItsBeanAHook_forEachAnnotation() {
		HookedNode.contextRunner(ByClass.class)
			.run((context) -> assertThat(HookedNode.dial(context).entries()).containsExactly("called", "called"));
	}

	@Test
	void annotatedClassBehindInterfaceProxy_isAHook() {
		HookedNode.contextRunner(Proxied.class)
			.run((context) -> assertThat(HookedNode.dial(context).entries()).containsExactly("called", "called"));
	}

	@Test
	void annotatedBeanThatIsNoCallback_failsTheStart() {
		HookedNode.contextRunner(NoCallback.class)
			.run((context) -> assertThat(HookedNode.failure(context)).isInstanceOf(InvalidHookException.class)
				.hasMessageContaining("'text'")
				.hasMessageContaining("@OnPeerInit")
				.hasMessageContaining("java.lang.String is not a PeerCallback"));
	}

	@Test
	void annotatedClassThatIsNoCallback_failsTheStart() {
		HookedNode.contextRunner(NoCallbackClass.class)
			.run((context) -> assertThat(HookedNode.failure(context)).isInstanceOf(InvalidHookException.class)
				.hasMessageContaining("NoCallbackClass is not a PeerCallback"));
	}

	@Configuration
	static class ByBeanMethod {

		@Bean
		@OnPeerInit
		PeerCallback audit(Journal journal) {
			journal.add("made");
			return (node, peer) -> journal.add("init");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByLazyBeanMethod {

		@Bean
		@Lazy
		@OnPeerInit
		PeerCallback audit(Journal journal) {
			journal.add("made");
			return (node, peer) -> journal.add("init");
		}

	}

	@OnPeerDialed
	@OnPeerInit
	record ByClass(Journal journal) implements PeerCallback {

		@Override
		public void handle(Node node, Peer peer) {
			this.journal.add("called");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Proxied {

		@Bean
		PeerCallback proxied(Journal journal) {
			return (PeerCallback) new ProxyFactory(new ByClass(journal)).getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoCallback {

		@Bean
		@OnPeerInit
		String text() {
			return "";
		}

	}

	@OnPeerInit
	static class NoCallbackClass {

	}

}
