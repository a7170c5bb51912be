package io.noise.spring.boot.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.noise.Node;
import io.noise.spring.boot.autoconfigure.NoiseAutoConfiguration;
import io.noise.spring.node.FakeNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.ContextRefreshedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NoiseMetricsAutoConfiguration}.
 */
class NoiseMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoiseAutoConfiguration.class, NoiseMetricsAutoConfiguration.class));

	@Test
	void withoutMicrometer_contextStarts() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Node.class)
				.doesNotHaveBean("noiseMetrics"));
	}

	@Test
	void withoutRegistry_thereAreNoMeters() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NodeMetrics.class));
	}

	@Test
	void disabledNode_hasNoMeters() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("noise.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NodeMetrics.class));
	}

	@Test
	void withRegistry_metersAreBound() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			context.getBean(NodeMetrics.class).bindTo(registry);
			assertThat(registry.get("noise.peers").tag("direction", "inbound").gauge().value()).isZero();
			assertThat(registry.get("noise.handshakes").tag("role", "initiator").timers()).isNotEmpty();
		});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void metersOfTypes_areAddedOnce(CapturedOutput output) {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			NodeMetrics metrics = context.getBean(NodeMetrics.class);
			metrics.bindTo(registry);
			metrics.onApplicationEvent(new ContextRefreshedEvent(context));
			assertThat(registry.get("noise.messages").tag("type", "other").functionCounters()).hasSize(2);
		});
		assertThat(output).doesNotContain("already been registered").doesNotContain("already registered");
	}

	@Test
	void nodesThatHaveNoMeters_areLeftAlone() {
		for (Node node : new Node[] { FakeNode.create(), Mockito.mock(Node.class) }) {
			this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
				.withBean("ownNode", Node.class, () -> node)
				.run((context) -> {
					assertThat(context).hasNotFailed();
					MeterRegistry registry = context.getBean(MeterRegistry.class);
					context.getBean(NodeMetrics.class).bindTo(registry);
					assertThat(registry.find("noise.peers").gauge()).isNull();
				});
		}
	}

}
