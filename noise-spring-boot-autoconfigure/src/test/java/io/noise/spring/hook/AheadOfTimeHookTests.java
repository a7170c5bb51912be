package io.noise.spring.hook;

import io.noise.Peer;
import io.noise.PeerCallback;
import io.noise.spring.annotation.OnPeerInit;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hooks in an application that was processed ahead of time.
 */
class AheadOfTimeHookTests {

	@Test
	void annotatedMethods_mayBeCalledByReflection() {
		RuntimeHints hints = process().getRuntimeHints();
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Greeter.class, "init")).accepts(hints);
		assertThat(
				RuntimeHintsPredicates.reflection().onMethodInvocation(HookPlacementTests.MetaAnnotated.class, "greet"))
			.accepts(hints);
	}

	@Test
	@CompileWithForkedClassLoader
	@SuppressWarnings("unchecked")
	void generatedDefinitions_haveTheSameHooksInTheSameOrder() {
		TestCompiler.forSystem().with(process()).compile((compiled) -> {
			GenericApplicationContext context = new GenericApplicationContext(new DefaultListableBeanFactory());
			compiled.getInstance(ApplicationContextInitializer.class).initialize(context);
			context.refresh();
			try (context) {
				assertThat(context.getBeanFactory().containsSingleton("lazyGreeter")).isFalse();
				assertThat(HookedNode.dial(context).entries()).containsExactly("callback", "lazy", "init", "greeted");
			}
		});
	}

	private static TestGenerationContext process() {
		TestGenerationContext generated = new TestGenerationContext(AheadOfTimeHookTests.class);
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(HookedNode.class, Beans.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generated);
		}
		generated.writeGeneratedContent();
		return generated;
	}

	record Greeter(Journal journal) {

		@OnPeerInit
		@Order(3)
		void init(Peer peer) {
			this.journal.add("init");
		}

	}

	@SuppressWarnings("unused")
	record LazyGreeter(Journal journal) {

		@OnPeerInit
		private void init(Peer peer) {
			this.journal.add("lazy");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Greeter greeter(Journal journal) {
			return new Greeter(journal);
		}

		@Bean
		@Lazy
		@Order(2)
		LazyGreeter lazyGreeter(Journal journal) {
			return new LazyGreeter(journal);
		}

		@Bean
		HookPlacementTests.MetaAnnotated metaAnnotated(Journal journal) {
			return new HookPlacementTests.MetaAnnotated(journal);
		}

		@Bean
		@Order(1)
		@OnPeerInit
		PeerCallback callback(Journal journal) {
			return (node, peer) -> journal.add("callback");
		}

	}

}
