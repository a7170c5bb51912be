package io.noise.spring.boot.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.noise.DialException;
import io.noise.Node;
import io.noise.identity.AllowList;
import io.noise.identity.Identity;
import io.noise.identity.Trust;
import org.junit.jupiter.api.Test;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Applications that were processed ahead of time, when it was not known whom they are to
 * trust: {@code noise.trust.*} is set where they run.
 */
@CompileWithForkedClassLoader
class AheadOfTimeTrustTests {

	private final Identity friend = Identity.generate();

	@Test
	void peers_areTheAllowList() {
		processed(Plain.class, Map.of(), (application) -> {
			for (Map<String, String> values : List.of(Map.of("noise.trust.peers", this.friend.id().toString()),
					Map.of("noise.trust.peers[0]", this.friend.id().toString(), "noise.trust.mode", "allow-list"))) {
				application.start(values, (context) -> {
					assertStrangerIsRefused(context);
					assertThat(context.getBean(AllowList.class).nodes()).containsExactly(this.friend.id());
				});
			}
		});
	}

	@Test
	void valuesOfTheBuild_areNotThoseOfTheRun() {
		Map<String, String> built = Map.of("noise.trust.peers", Identity.generate().id().toString());
		processed(Plain.class, built, (application) -> {
			application.start(Map.of("noise.trust.peers", this.friend.id().toString()),
					(context) -> assertThat(context.getBean(AllowList.class).nodes())
						.containsExactly(this.friend.id()));
			application.start(Map.of("noise.trust.mode", "open"),
					(context) -> assertThatIllegalStateException()
						.isThrownBy(() -> context.getBean(AllowList.class).nodes())
						.withMessageContaining("noise.trust.mode"));
		});
	}

	@Test
	void contradictions_failTheStart() {
		processed(Plain.class, Map.of(), (application) -> {
			assertFails(application, Map.of("noise.trust.mode", "allow-list"));
			assertFails(application, Map.of("noise.trust.peers", ""));
			assertFails(application, Map.of("noise.trust.mode", "tofu", "noise.session", "plain"));
		});
	}

	@Test
	void besideATrust_failsTheStart() {
		assertFailsBeside(OwnTrust.class);
	}

	@Test
	void besideANode_failsTheStart() {
		assertFailsBeside(OwnNode.class);
	}

	@Test
	void besideACustomizer_failsTheStart() {
		assertFailsBeside(Customized.class);
	}

	private void assertFailsBeside(Class<?> configuration) {
		processed(configuration, Map.of(), (application) -> {
			assertFails(application, Map.of("noise.trust.mode", "open"));
			assertFails(application, Map.of("noise.trust.peers", this.friend.id().toString()));
			application.start(Map.of(), (context) -> assertThat(context.getBean(Node.class)).isNotNull());
		});
	}

	private static void assertFails(Application application, Map<String, String> values) {
		assertThatException().as("%s", values).isThrownBy(() -> application.start(values, (context) -> {
		})).withStackTraceContaining("noise.");
	}

	private static void assertStrangerIsRefused(GenericApplicationContext context) {
		Node node = context.getBean(Node.class);
		node.listen();
		try (Node stranger = Node.builder().build()) {
			assertThatExceptionOfType(DialException.class).isThrownBy(() -> stranger.dial(node.externalAddress()))
				.withMessageContaining("not on the allow-list");
		}
	}

	@SuppressWarnings("unchecked")
	private static void processed(Class<?> configuration, Map<String, String> values, Consumer<Application> test) {
		TestCompiler.forSystem()
			.with(process(configuration, values))
			.compile((compiled) -> test
				.accept(new Application(compiled.getInstance(ApplicationContextInitializer.class))));
	}

	private static TestGenerationContext process(Class<?> application, Map<String, String> values) {
		TestGenerationContext generated = new TestGenerationContext(AheadOfTimeTrustTests.class);
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues.of(values).applyTo(context);
			context.register(application, NoiseAutoConfiguration.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generated);
		}
		generated.writeGeneratedContent();
		return generated;
	}

	/** An application that was processed, to be run. */
	private record Application(ApplicationContextInitializer<GenericApplicationContext> generated) {

		void start(Map<String, String> values, Consumer<GenericApplicationContext> test) {
			try (GenericApplicationContext context = new GenericApplicationContext(new DefaultListableBeanFactory())) {
				TestPropertyValues.of(values).applyTo(context);
				this.generated.initialize(context);
				context.refresh();
				test.accept(context);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTrust {

		@Bean
		Trust trust() {
			return Trust.open();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnNode {

		@Bean
		Node node() {
			return Node.builder().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customized {

		@Bean
		NodeBuilderCustomizer trust() {
			return (builder) -> builder.trust(Trust.firstUse());
		}

	}

}
