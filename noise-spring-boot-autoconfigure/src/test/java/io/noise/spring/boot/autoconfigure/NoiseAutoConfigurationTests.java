package io.noise.spring.boot.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.NoiseTimeoutException;
import io.noise.Peer;
import io.noise.spring.NoiseOperations;
import io.noise.spring.NoiseTemplate;
import io.noise.spring.annotation.OnPeerInit;
import io.noise.spring.event.PeerEventPublisher;
import io.noise.spring.hook.HookRegistrar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Beans of the auto-configuration. Nothing here listens, as no application is ever ready.
 */
class NoiseAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoiseAutoConfiguration.class, TaskExecutionAutoConfiguration.class));

	@Test
	void node_isMade_andClosedWithItsContext() {
		Node[] node = new Node[1];
		this.runner.run((context) -> {
			node[0] = context.getBean(Node.class);
			assertThat(node[0].state()).isEqualTo(NodeState.NEW);
		});
		assertThat(node[0].state()).isEqualTo(NodeState.CLOSED);
	}

	@Test
	void nodeOfTheApplication_takesThePlaceOfOurs() {
		this.runner.withUserConfiguration(OwnNode.class)
			.run((context) -> assertThat(context.getBean(Node.class).host()).isEqualTo("own"));
	}

	@Test
	void severalNodes_needAPrimaryOne() {
		this.runner.withUserConfiguration(OwnNode.class, SecondNode.class)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class)
				.hasStackTraceContaining("found 2: ownNode,secondNode"));
		this.runner.withUserConfiguration(OwnNode.class, PrimaryNode.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void disabled_thereIsNoNode_andAnnotatedBeansAreInert() {
		this.runner.withUserConfiguration(BrokenGreeter.class)
			.withPropertyValues("noise.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Node.class));
	}

	@Test
	void customizers_changeWhatPropertiesSay_inTheirOrder() {
		this.runner.withUserConfiguration(Customizers.class)
			.withPropertyValues("noise.host=localhost", "noise.metadata.region=eu")
			.run((context) -> {
				Node node = context.getBean(Node.class);
				assertThat(node.host()).isEqualTo("127.0.0.2");
				assertThat(node.metadata()).containsEntry("region", "eu").containsEntry("customizer", "second");
			});
	}

	@Test
	void operationsOfTheApplication_takeThePlaceOfTheTemplate() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(NoiseTemplate.class));
		this.runner.withBean("own", NoiseOperations.class, () -> new NoiseTemplate(Node.builder().build()))
			.run((context) -> assertThat(context).hasSingleBean(NoiseOperations.class).hasBean("own"));
	}

	@Test
	void registrarAndPublisherOfTheApplication_takeThePlaceOfOurs() {
		this.runner.withUserConfiguration(OwnRegistrarAndPublisher.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(HookRegistrar.class)
				.hasSingleBean(PeerEventPublisher.class)
				.hasBean("ownRegistrar")
				.hasBean("ownPublisher"));
	}

	@Test
	void receiveTimeout_isThatOfTheProperty() {
		this.runner.withPropertyValues("noise.receive-timeout=20ms")
			.withBean(MessagesCustomizer.class, () -> (messages) -> messages.register(1, Note.class))
			.run((context) -> {
				try (Node other = Node.builder().build()) {
					other.listen();
					Peer peer = context.getBean(Node.class).dial(other.externalAddress());
					assertThatExceptionOfType(NoiseTimeoutException.class).isThrownBy(() -> peer.receive(Note.class));
				}
			});
	}

	@Test
	void lazyInitialization_stillMakesTheNode() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBeanFactory().containsSingleton("noiseNode")).isTrue());
	}

	@Test
	void executorOfBoot_isNotReplaced() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(Executor.class).hasBean("applicationTaskExecutor"));
	}

	@Test
	void hooks_runOnPlatformThreads() {
		this.runner.run((context) -> assertThat(threadOfHook(context.getBean(Node.class)).isDaemon()).isTrue());
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void hooks_runOnVirtualThreads_whereBootIsToldToUseThem() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(threadOfHook(context.getBean(Node.class)).toString())
				.startsWith("VirtualThread"));
	}

	@Test
	void withoutActuatorAndWebServer_theNodeIsThere() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate", "org.springframework.boot.web",
					"org.springframework.web", "org.springframework.boot.health", "io.micrometer", "tools.jackson",
					"com.fasterxml.jackson", "jakarta.servlet"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Node.class));
	}

	private static Thread threadOfHook(Node node) {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		node.onPeerInit((n, peer) -> thread.complete(Thread.currentThread()));
		try (Node other = Node.builder().build()) {
			other.listen();
			node.dial(other.externalAddress());
		}
		return thread.join();
	}

	record Note(String text) {
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnNode {

		@Bean
		Node ownNode() {
			return Node.builder().host("own").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondNode {

		@Bean
		Node secondNode() {
			return Node.builder().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryNode {

		@Bean
		@Primary
		Node primaryNode() {
			return Node.builder().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRegistrarAndPublisher {

		@Bean
		static HookRegistrar ownRegistrar() {
			return new HookRegistrar();
		}

		@Bean
		PeerEventPublisher ownPublisher(Node node, ApplicationEventPublisher publisher) {
			return new PeerEventPublisher(node, publisher);
		}

	}

	static class BrokenGreeter {

		@OnPeerInit
		void init(Peer peer, String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		NodeBuilderCustomizer second() {
			return (builder) -> builder.metadata("customizer", "second");
		}

		@Bean
		@Order(1)
		NodeBuilderCustomizer first() {
			return (builder) -> builder.metadata("customizer", "first").host("127.0.0.2");
		}

	}

}
