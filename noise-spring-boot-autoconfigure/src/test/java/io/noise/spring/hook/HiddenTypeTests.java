package io.noise.spring.hook;

import io.noise.Peer;
import io.noise.spring.annotation.OnPeerInit;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans whose declared type does not show their annotated methods.
 */
class HiddenTypeTests {

	@Test
	void singleton_isSearchedByItsClass() {
		HookedNode.contextRunner(Eager.class)
			.run((context) -> assertThat(HookedNode.dial(context).entries()).containsExactlyInAnyOrder("shown",
					"hidden"));
	}

	@Test
	void lazyBean_getsItsHiddenHookWhenItComesToLife() {
		HookedNode.contextRunner(Late.class).run((context) -> {
			Journal journal = context.getBean(Journal.class);
			assertThat(context.getBeanFactory().containsSingleton("greets")).isFalse();
			context.getBean("greets");
			HookedNode.dial(context);
			assertThat(journal.entries()).containsExactly("shown", "hidden");
		});
	}

	@Test
	void lazyBeanInACircle_comesToLifeAsItWouldWithoutUs() {
		HookedNode.contextRunner(Circle.class).withAllowCircularReferences(true).run((context) -> {
			context.getBean(Other.class);
			HookedNode.dial(context);
			assertThat(context.getBean(Journal.class).entries()).containsExactly("hidden");
		});
	}

	@Test
	void prototype_getsItsHiddenHookOnce() {
		HookedNode.contextRunner(Prototype.class).run((context) -> {
			Journal journal = context.getBean(Journal.class);
			context.getBean("greets");
			context.getBean("greets");
			HookedNode.dial(context);
			assertThat(journal.entries()).containsExactly("shown", "hidden");
		});
	}

	@Test
	void productOfFactoryBean_isSearchedByItsClass() {
		HookedNode.contextRunner(GreeterFactory.class).run((context) -> {
			context.getBean(Greets.class);
			assertThat(HookedNode.dial(context).entries()).containsExactlyInAnyOrder("factory", "shown", "hidden");
		});
	}

	interface Greets {

		@OnPeerInit
		void shown();

	}

	record Greeter(Journal journal) implements Greets {

		@Override
		public void shown() {
			this.journal.add("shown");
		}

		@OnPeerInit
		void hidden(Peer peer) {
			this.journal.add("hidden");
		}

	}

	interface Half {

	}

	static class OrderedHalf implements Half, Ordered {

		@Autowired
		private Journal journal;

		@Autowired
		private Other other;

		@OnPeerInit
		void hidden() {
			assertThat(this.other.half).isSameAs(this);
			this.journal.add("hidden");
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

	static class Other {

		@Autowired
		private Half half;

	}

	@Configuration(proxyBeanMethods = false)
	static class Circle {

		@Bean
		@Lazy
		Half half() {
			return new OrderedHalf();
		}

		@Bean
		@Lazy
		Other other() {
			return new Other();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Eager {

		@Bean
		Greets greets(Journal journal) {
			return new Greeter(journal);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Late {

		@Bean
		@Lazy
		Greets greets(Journal journal) {
			return new Greeter(journal);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototype {

		@Bean
		@Scope(BeanDefinition.SCOPE_PROTOTYPE)
		Greets greets(Journal journal) {
			return new Greeter(journal);
		}

	}

	record GreeterFactory(Journal journal) implements FactoryBean<Greeter> {

		@OnPeerInit
		void ofFactory() {
			this.journal.add("factory");
		}

		@Override
		public Greeter getObject() {
			return new Greeter(this.journal);
		}

		@Override
		public Class<?> getObjectType() {
			return Greets.class;
		}

	}

}
