package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.noise.Node;
import io.noise.NodeState;
import io.noise.spring.boot.autoconfigure.NoiseProperties.StartOn;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The moment when a node begins to listen, and the log where that moment does not come.
 * The runners here return once a line is logged, or find what they look for.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartOnTests {

	private static final String WARNING = "does not listen";

	@Test
	void ready_isTheDefault_andComesAfterRunners() {
		assertThat(stateInRunner()).isEqualTo(NodeState.NEW);
	}

	@Test
	void started_comesBeforeRunners() {
		assertThat(stateInRunner("noise.start-on=started")).isEqualTo(NodeState.LISTENING);
		assertThat(stateInRunner("noise.start-on=started", "spring.main.lazy-initialization=true"))
			.isEqualTo(NodeState.LISTENING);
	}

	@Test
	void started_comesOnce_andKeepsTheConfiguredPeersConnected() {
		try (ConfigurableApplicationContext application = run(Application.class, "noise.start-on=started",
				"noise.peers=127.0.0.1:9")) {
			assertThat(application.getBean(Node.class).keptConnections()).hasSize(1);
			assertThat(application.getEnvironment().getProperty("local.noise.port", int.class)).isPositive();
		}
	}

	@Test
	void startedChild_doesNotStartTheNodeOfItsParent() {
		try (AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext()) {
			parent.getEnvironment().getSystemProperties().put("noise.start-on", "started");
			parent.register(NoiseAutoConfiguration.class);
			parent.refresh();
			try (ConfigurableApplicationContext child = new SpringApplicationBuilder(Application.class)
				.web(WebApplicationType.NONE)
				.parent(parent)
				.run()) {
				assertThat(child.getBean(Node.class).state()).isEqualTo(NodeState.NEW);
			}
		}
		finally {
			System.clearProperty("noise.start-on");
		}
	}

	@Test
	void runnerThatDoesNotReturn_isNamed_besideTheProperty(CapturedOutput output) {
		complain(Chat.class, Impatient.class);
		assertThat(output).containsOnlyOnce(WARNING)
			.contains("noise.start-on is ready", "noise.start-on=started", "the runner 'startOnTests.Chat'",
					"has not returned", " (in io.noise.spring.boot.autoconfigure.StartOnTests$Chat.run(");
	}

	@Test
	void runnerWithAnInheritedMethod_isNamed(CapturedOutput output) {
		complain(Inherited.class, Impatient.class);
		assertThat(output).contains("the runner 'startOnTests.Inherited'");
	}

	@Test
	void lambdaThatDoesNotReturn_isTheBeanOfItsMethod(CapturedOutput output) {
		complain(Lambdas.class);
		assertThat(output).contains("the runner 'console'");
	}

	@Test
	void runnerBehindAProxy_isNamed(CapturedOutput output) {
		complain(ClassProxied.class);
		assertThat(output).contains("the runner 'proxied'");
	}

	@Test
	void runnersThatCannotBeToldApart_areAllNamed(CapturedOutput output) {
		complain(References.class);
		assertThat(output).containsAnyOf("the runner 'one' or 'two' (in", "the runner 'two' or 'one' (in");
	}

	@Test
	void anythingElseThatDoesNotReturn_isSeenToo(CapturedOutput output) {
		complain(BlockingListener.class);
		assertThat(output).containsOnlyOnce(WARNING).doesNotContain("runner '");
	}

	@Test
	void thread_endsWithTheStart_andWithTheContext() {
		try (ConfigurableApplicationContext application = run(Application.class)) {
			awaitNoWatch();
			assertThat(application.isActive()).isTrue();
		}
		assertThatIllegalStateException().isThrownBy(() -> run(FailingRunner.class));
		awaitNoWatch();
	}

	@Test
	void contextThatIsClosedByARunner_isNotComplainedAbout(CapturedOutput output) {
		run(ClosingRunner.class);
		awaitNoWatch();
		assertThat(output).doesNotContain(WARNING);
	}

	private static void awaitNoWatch() {
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().equals("noise-start-watch")));
	}

	private static NodeState stateInRunner(String... properties) {
		try (ConfigurableApplicationContext application = run(LookingRunner.class, properties)) {
			assertThat(application.getBean(Node.class).state()).isEqualTo(NodeState.LISTENING);
			return application.getBean(LookingRunner.class).state;
		}
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... properties) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).properties(properties).run();
	}

	private static void complain(Class<?>... application) {
		new SpringApplicationBuilder(application).web(WebApplicationType.NONE).run().close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	static class LookingRunner extends Application implements ApplicationRunner {

		private final Node node;

		private NodeState state;

		LookingRunner(Node node) {
			this.node = node;
		}

		@Override
		public void run(ApplicationArguments args) {
			this.state = this.node.state();
		}

	}

	static class FailingRunner extends Application implements CommandLineRunner {

		@Override
		public void run(String... args) {
			throw new IllegalStateException("a runner that fails");
		}

	}

	static class ClosingRunner extends Application implements CommandLineRunner {

		private final ConfigurableApplicationContext context;

		ClosingRunner(ConfigurableApplicationContext context) {
			this.context = context;
		}

		@Override
		public void run(String... args) {
			this.context.close();
		}

	}

	/** Runners that do not return before a warning names them. */
	@Configuration(proxyBeanMethods = false)
	static class Impatient {

		@Bean
		Node node() {
			return Node.builder().build();
		}

		@Bean
		StartWatch watch(Node node, ConfigurableApplicationContext context) {
			return new StartWatch(node, StartOn.READY, Duration.ZERO, context);
		}

		static void complain(StartWatch watch) {
			watch.begin(Thread.currentThread());
			awaitNoWatch();
		}

	}

	static class Chat implements CommandLineRunner {

		private final StartWatch watch;

		Chat(StartWatch watch) {
			this.watch = watch;
		}

		@Override
		public void run(String... args) {
			Impatient.complain(this.watch);
		}

	}

	/** A runner whose method is inherited. */
	static class Inherited extends Chat {

		Inherited(StartWatch watch) {
			super(watch);
		}

	}

	static class Lambdas extends Impatient {

		@Bean
		@Order(1)
		ApplicationRunner greeting() {
			return (arguments) -> {
			};
		}

		@Bean
		@Order(2)
		ApplicationRunner console(StartWatch watch) {
			return (arguments) -> Impatient.complain(watch);
		}

	}

	static class References extends Impatient {

		private final ObjectProvider<StartWatch> watch;

		References(ObjectProvider<StartWatch> watch) {
			this.watch = watch;
		}

		@Bean
		CommandLineRunner one() {
			return this::complain;
		}

		@Bean
		ApplicationRunner two() {
			return this::complain;
		}

		private void complain(Object arguments) {
			Impatient.complain(this.watch.getObject());
		}

	}

	static class ClassProxied extends Impatient {

		@Bean
		Chat proxied(StartWatch watch) {
			return new Chat(watch);
		}

		@Bean
		static BeanNameAutoProxyCreator proxyCreator() {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("proxied");
			creator.setInterceptorNames("advice");
			creator.setProxyTargetClass(true);
			return creator;
		}

		@Bean
		static MethodInterceptor advice() {
			return MethodInvocation::proceed;
		}

	}

	/** A listener in place of a runner, and a node that is watched from its beginning. */
	@Configuration(proxyBeanMethods = false)
	static class BlockingListener {

		@Bean
		Node node() {
			return Node.builder().build();
		}

		@Bean
		NodeLifecycle lifecycle(Node node, ConfigurableApplicationContext context) {
			return new NodeLifecycle(node, List.of(), StartOn.READY, Duration.ofMillis(1), context);
		}

		@EventListener(ApplicationStartedEvent.class)
		void started() {
			awaitNoWatch();
		}

	}

}
