package io.noise.spring.hook;

import io.noise.PeerCallback;
import io.noise.spring.annotation.OnPeerInit;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The order of hooks of one kind, over all beans.
 */
class HookOrderTests {

	@Test
	void hooks_runInTheOrderOfMethodsThenBeans() {
		HookedNode.contextRunner(Unordered.class, Beans.class, ByMethod.class, ByInterface.class, ByClass.class)
			.run((context) -> assertThat(HookedNode.dial(context).entries()).containsExactly("method 1",
					"@Bean method 2", "callback 3", "Ordered 4", "class 5", "method 6", "unordered"));
	}

	record Unordered(Journal journal) {

		@OnPeerInit
		void init() {
			this.journal.add("unordered");
		}

	}

	record ByMethod(Journal journal) {

		@OnPeerInit
		@Order(6)
		void last() {
			this.journal.add("method 6");
		}

		@OnPeerInit
		@Order(1)
		void first() {
			this.journal.add("method 1");
		}

	}

	record ByInterface(Journal journal) implements Ordered {

		@OnPeerInit
		void init() {
			this.journal.add("Ordered 4");
		}

		@Override
		public int getOrder() {
			return 4;
		}

	}

	@Order(5)
	record ByClass(Journal journal) {

		@OnPeerInit
		void init() {
			this.journal.add("class 5");
		}

	}

	@Order(100)
	record Greeter(Journal journal) {

		@OnPeerInit
		void init() {
			this.journal.add("@Bean method 2");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		@Order(2)
		Greeter greeter(Journal journal) {
			return new Greeter(journal);
		}

		@Bean
		@Order(3)
		@OnPeerInit
		PeerCallback callback(Journal journal) {
			return (node, peer) -> journal.add("callback 3");
		}

	}

}
