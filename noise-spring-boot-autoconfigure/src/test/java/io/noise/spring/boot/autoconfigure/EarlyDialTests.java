package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.Peer;
import io.noise.spring.annotation.OnPeerInit;
import io.noise.spring.event.PeerInitializedEvent;
import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dials while hooks are still being gathered, and later ones.
 */
@ExtendWith(OutputCaptureExtension.class)
class EarlyDialTests {

	private final Node other = Node.builder().build();

	private ApplicationContextRunner runner;

	@BeforeEach
	void listen() {
		this.other.listen();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(NoiseAutoConfiguration.class))
			.withBean("greeter", Greeter.class)
			.withPropertyValues("other=" + this.other.externalAddress());
	}

	@AfterEach
	void close() {
		this.other.close();
	}

	@ParameterizedTest
	@ValueSource(classes = { InConstructor.class, InPostConstruct.class, InAfterPropertiesSet.class,
			WhenSingletonsAreMade.class })
	void dialling_beforeTheHooksAreGathered_isRefused(Class<?> dialler) {
		this.runner.withBean(dialler).run(this::assertRefused);
		this.runner.withUserConfiguration(OwnNode.class).withBean(dialler).run(this::assertRefused);
	}

	@Test
	void everyWayToGetPeers_isRefused() {
		this.runner.withBean(Starter.class, () -> Node::listen).run(this::assertRefused);
		this.runner.withBean(Starter.class, () -> (node) -> node.keepConnected(this.other.externalAddress()))
			.run(this::assertRefused);
		CompletableFuture<CompletableFuture<Peer>> dialled = new CompletableFuture<>();
		this.runner
			.withBean(Starter.class, () -> (node) -> dialled.complete(node.dialAsync(this.other.externalAddress())))
			.run((context) -> assertThat(dialled.join()).failsWithin(Duration.ZERO)
				.withThrowableOfType(ExecutionException.class)
				.withCauseInstanceOf(IllegalStateException.class)
				.withMessageContaining("ApplicationRunner"));
	}

	@Test
	void ownNodeThatListensWhenItIsInitialized_isRefused() {
		this.runner.withUserConfiguration(ListeningOwnNode.class).run(this::assertRefused);
	}

	@ParameterizedTest
	@ValueSource(classes = { InLifecycle.class, WhenRefreshed.class })
	void dialling_afterTheHooksAreGathered_missesNone(Class<?> dialler) {
		this.runner.withBean(dialler).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Greeter.class).greeted).succeedsWithin(Duration.ofSeconds(10));
			assertThat(context.getBean(Greeter.class).told).succeedsWithin(Duration.ofSeconds(10));
		});
	}

	@Test
	void nodeThatGetsNoHooks_isLeftAlone() {
		this.runner.withUserConfiguration(OwnNode.class, SecondNode.class)
			.run((context) -> assertThat(context.getBean("secondNode", Node.class).state())
				.isEqualTo(NodeState.LISTENING));
	}

	@Test
	void childThatDialsFromTheNodeOfItsParent_isLeftAlone() {
		this.runner.run((parent) -> this.runner.withParent(parent)
			.withBean(InPostConstruct.class)
			.run((child) -> assertThat(child).hasNotFailed()));
	}

	@Test
	void ownNodeThatHasBeenUsedBefore_isWarnedAbout(CapturedOutput output) {
		this.runner.withBean(Node.class, () -> {
			Node node = Node.builder().build();
			node.listen();
			return node;
		}).run((context) -> {
			assertThat(context.getBean(Node.class).state()).isEqualTo(NodeState.LISTENING);
			assertThat(output).containsOnlyOnce("before the hooks of beans are registered");
		});
	}

	private void assertRefused(AssertableApplicationContext context) {
		assertThat(context.getStartupFailure()).isNotNull();
		assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
			.isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("too early")
			.hasMessageContaining("ApplicationReadyEvent")
			.hasMessageContaining("ApplicationRunner")
			.hasMessageContaining("noise.peers");
		assertThat(this.other.peers()).isEmpty();
	}

	static class Greeter {

		private final CompletableFuture<Peer> greeted = new CompletableFuture<>();

		private final CompletableFuture<Peer> told = new CompletableFuture<>();

		@OnPeerInit
		void init(Peer peer) {
			this.greeted.complete(peer);
		}

		@EventListener
		void told(PeerInitializedEvent event) {
			this.told.complete(event.peer());
		}

	}

	abstract static class Dialler {

		@Autowired
		private Node node;

		@Value("${other}")
		private String address;

		void dial() {
			this.node.dial(this.address);
		}

	}

	static class InConstructor {

		InConstructor(Node node, @Value("${other}") String address) {
			node.dial(address);
		}

	}

	static class InPostConstruct extends Dialler {

		@PostConstruct
		void start() {
			dial();
		}

	}

	static class InAfterPropertiesSet extends Dialler implements InitializingBean {

		@Override
		public void afterPropertiesSet() {
			dial();
		}

	}

	static class WhenSingletonsAreMade extends Dialler implements SmartInitializingSingleton {

		@Override
		public void afterSingletonsInstantiated() {
			dial();
		}

	}

	static class InLifecycle extends Dialler implements SmartLifecycle {

		@Override
		public void start() {
			dial();
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

	}

	static class WhenRefreshed extends Dialler {

		@EventListener(ContextRefreshedEvent.class)
		void refreshed() {
			dial();
		}

	}

	/** Uses the node in its own way, as soon as there is one. */
	interface Starter extends Consumer<Node> {

		@Autowired
		default void use(Node node) {
			accept(node);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnNode {

		@Bean
		@Primary
		Node ownNode() {
			return Node.builder().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ListeningOwnNode {

		@Bean(initMethod = "listen")
		Node ownNode() {
			return Node.builder().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondNode {

		@Bean(initMethod = "listen")
		Node secondNode() {
			return Node.builder().build();
		}

	}

}
