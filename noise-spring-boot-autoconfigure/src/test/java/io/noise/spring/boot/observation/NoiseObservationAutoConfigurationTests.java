package io.noise.spring.boot.observation;

import java.util.Map;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.noise.Node;
import io.noise.NodeTracer;
import io.noise.spring.boot.autoconfigure.NoiseAutoConfiguration;
import io.noise.spring.node.FakeNode;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NoiseObservationAutoConfiguration}.
 */
class NoiseObservationAutoConfigurationTests {

	record Question(String text) {
	}

	record Answer(String text) {
	}

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(NoiseAutoConfiguration.class, NoiseObservationAutoConfiguration.class));

	private static void request(Node from) {
		try (Node to = Node.builder().build()) {
			for (Node node : new Node[] { from, to }) {
				node.messages().register(Question.class);
				node.messages().register(Answer.class);
			}
			to.onRequest(Question.class, (peer, question) -> new Answer(question.text()));
			to.listen();
			Answer answer = from.dial(to.externalAddress()).request(new Question("?"), Answer.class);
			assertThat(answer).isEqualTo(new Answer("?"));
		}
	}

	@Test
	void withoutMicrometer_requestsWork() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer")).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("noiseTracing");
			request(context.getBean(Node.class));
		});
	}

	@Test
	void withoutTracingAndMeters_requestsAreObserved() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer.tracing", "io.micrometer.core"))
			.withBean(ObservationRegistry.class, () -> registry)
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("noiseStrangerTracingHandler");
				request(context.getBean(Node.class));
				TestObservationRegistryAssert.assertThat(registry)
					.hasSingleObservationThat()
					.hasNameEqualTo("noise.requests")
					.hasContextualNameEqualTo("request Question")
					.hasLowCardinalityKeyValue("role", "client")
					.hasLowCardinalityKeyValue("outcome", "success")
					.hasBeenStarted()
					.hasBeenStopped();
			});
	}

	@Test
	void withoutRegistry_thereAreNoObservations() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NodeTracing.class));
	}

	@Test
	void disabledNode_hasNoObservations() {
		this.runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.withPropertyValues("noise.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NodeTracing.class));
	}

	@Test
	void registryThatObservesNothing_isNotAsked() {
		this.runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.run((context) -> request(context.getBean(Node.class)));
	}

	@Test
	void nodesThatTakeNoTracer_areLeftAlone() {
		Node traced = Node.builder().build();
		traced.trace(new ObservationTracer(ObservationRegistry.NOOP,
				new NoiseObservationProperties(false, NoiseObservationProperties.TrustRemote.LISTED),
				new ObservationTracer.Conventions(null, null)));
		for (Node node : new Node[] { FakeNode.create(), Mockito.mock(Node.class), traced }) {
			this.runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
				.withBean("ownNode", Node.class, () -> node)
				.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(NodeTracing.class));
		}
	}

	@Test
	void unknownTrust_failsTheStart() {
		this.runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.withPropertyValues("noise.observation.trust-remote=friends")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("TrustRemote.friends"));
	}

	@Test
	void traceOfTheNode_endsWithTheContext() {
		Node own = Node.builder().build();
		this.runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.withBean("ownNode", Node.class, () -> own)
			.run((context) -> assertThat(context).hasNotFailed());
		own.trace((NodeTracerOfNothing) (exchange) -> null).close();
	}

	/** A tracer that traces nothing. */
	private interface NodeTracerOfNothing extends NodeTracer {

		@Override
		default Trace handling(Exchange exchange, Map<String, String> context) {
			return null;
		}

	}

}
