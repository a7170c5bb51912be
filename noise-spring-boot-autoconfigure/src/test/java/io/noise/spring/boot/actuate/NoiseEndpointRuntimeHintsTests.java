package io.noise.spring.boot.actuate;

import java.util.stream.Stream;

import io.noise.Node;
import io.noise.NodeStats;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a native image can call the operations of {@link NoiseEndpoint} and write
 * what they return.
 */
class NoiseEndpointRuntimeHintsTests {

	private final RuntimeHints hints = process();

	@Test
	void operations_canBeInvoked() throws Exception {
		assertInvocable(NoiseEndpoint.class, "report");
		assertInvocable(NoiseEndpoint.class, "peer", String.class);
		assertInvocable(NoiseEndpoint.class, "dial", String.class);
		assertInvocable(NoiseEndpoint.class, "disconnect", String.class);
		assertInvocable(NoiseEndpointWebExtension.class, "report", SecurityContext.class, Integer.class, Integer.class);
		assertInvocable(NoiseEndpointWebExtension.class, "peer", SecurityContext.class, String.class);
		assertInvocable(NoiseEndpointWebExtension.class, "dial", SecurityContext.class, String.class);
		assertInvocable(NoiseEndpointWebExtension.class, "disconnect", String.class);
	}

	@Test
	void reports_canBeWritten() {
		Stream
			.of(NoiseReport.class, NoiseReport.Page.class, NodeReport.class, NodeStats.class,
					KeptConnectionReport.class, OpcodeReport.class, PeerReport.class, PeerReport.Traffic.class,
					DialFailureReport.class)
			.flatMap((report) -> Stream.of(report.getRecordComponents()))
			.forEach((component) -> assertThat(
					RuntimeHintsPredicates.reflection().onMethodInvocation(component.getAccessor()))
				.as(component.toString())
				.accepts(this.hints));
	}

	private void assertInvocable(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(type.getDeclaredMethod(name, parameters)))
			.as(type.getSimpleName() + "." + name)
			.accepts(this.hints);
	}

	private static RuntimeHints process() {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(NoiseEndpointRuntimeHintsTests.class)),
				new InMemoryGeneratedFiles());
		try (var context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues.of("management.endpoints.web.exposure.include=noise").applyTo(context);
			context.register(NodeConfiguration.class, NoiseEndpointAutoConfiguration.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		return generation.getRuntimeHints();
	}

	@Configuration(proxyBeanMethods = false)
	static class NodeConfiguration {

		@Bean
		Node node() {
			return Node.builder().build();
		}

	}

}
