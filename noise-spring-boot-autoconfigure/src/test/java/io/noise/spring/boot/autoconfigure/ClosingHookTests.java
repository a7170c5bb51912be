package io.noise.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.annotation.OnMessage;
import io.noise.spring.annotation.OnPeerConnected;
import io.noise.spring.annotation.OnPeerDisconnected;
import io.noise.spring.annotation.OnPeerInit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hooks and handlers that end their application: as with a node that they close, nobody
 * waits for them, and nothing interrupts them.
 */
class ClosingHookTests {

	/** Long enough for a wait for hooks to show. */
	private static final String DRAIN_TIMEOUT = "noise.drain-timeout=1h";

	private static final Duration SOON = Duration.ofMinutes(1);

	enum Where {

		CONNECTED, INIT, MESSAGE, DISCONNECTED, DIAL_FAILED

	}

	enum How {

		CLOSE {
			@Override
			void end(ConfigurableApplicationContext context) {
				context.close();
			}
		},

		EXIT {
			@Override
			void end(ConfigurableApplicationContext context) {
				SpringApplication.exit(context);
			}
		},

		EXIT_PROCESS {
			@Override
			void end(ConfigurableApplicationContext context) {
				System.exit(Exiting.STATUS);
			}
		},

		EXIT_BOTH {
			@Override
			void end(ConfigurableApplicationContext context) {
				System.exit(SpringApplication.exit(context, () -> Exiting.STATUS));
			}
		};

		abstract void end(ConfigurableApplicationContext context);

	}

	/** A message to be handled. */
	public record Last(String words) {
	}

	private static Stream<Arguments> waysToEnd() {
		return Stream.of(Where.values())
			.flatMap((where) -> Stream.of(How.CLOSE, How.EXIT).map((how) -> Arguments.of(where, how)));
	}

	@ParameterizedTest
	@MethodSource("waysToEnd")
	void applicationThatEndsItselfFromAHook_endsAtOnce_uninterrupted_hooksOnce(Where where, How how) {
		ConfigurableApplicationContext application = run(Application.class);
		Application beans = application.getBean(Application.class);
		Node node = application.getBean(Node.class);
		try (Node other = Node.builder().build()) {
			other.messages().register(Last.class);
			Peer first = other.dial(node.externalAddress());
			Awaitility.await().atMost(SOON).until(() -> beans.events.contains("init"));
			beans.endsIn(where, () -> how.end(application));
			int peers = trigger(where, other, node, first);
			Awaitility.await().atMost(SOON).until(() -> beans.ended.get() && beans.gone() == peers);
		}
		assertThat(beans.interrupts).containsExactly("later phase false", "destroyed false", "hook false");
		assertThat(beans.gone()).isEqualTo(peersOf(where));
		assertThat(application.isActive()).isFalse();
	}

	private static int trigger(Where where, Node other, Node node, Peer first) {
		switch (where) {
			case CONNECTED, INIT -> other.dialAsync(node.externalAddress());
			case MESSAGE -> first.sendAsync(new Last("one"));
			case DISCONNECTED -> first.disconnect();
			case DIAL_FAILED -> node.dialAsync("nonsense");
		}
		return peersOf(where);
	}

	private static int peersOf(Where where) {
		return (where == Where.CONNECTED || where == Where.INIT) ? 2 : 1;
	}

	@Test
	void twoHooksThatEndTheApplication_bothReturn() {
		ConfigurableApplicationContext application = run(Application.class);
		Application beans = application.getBean(Application.class);
		Node node = application.getBean(Node.class);
		beans.endsIn(Where.INIT, application::close);
		try (Node other = Node.builder().build()) {
			other.dialAsync(node.externalAddress());
			other.dialAsync(node.externalAddress());
			Awaitility.await().atMost(SOON).until(() -> beans.ended.get() && !application.isActive());
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "EXIT_PROCESS", "EXIT_BOTH" })
	void processThatIsEndedFromAHook_ends(How how) throws Exception {
		Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
				System.getProperty("java.class.path"), Exiting.class.getName(), how.name())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			assertThat(process.onExit()).succeedsWithin(SOON.multipliedBy(2));
			assertThat(process.exitValue()).isEqualTo(Exiting.STATUS);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static ConfigurableApplicationContext run(Class<?> application) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).properties(DRAIN_TIMEOUT).run();
	}

	/** A program with a hook that ends it. */
	static final class Exiting {

		static final int STATUS = 4;

		private Exiting() {
		}

		public static void main(String[] args) {
			ConfigurableApplicationContext application = run(Application.class);
			application.getBean(Application.class).endsIn(Where.INIT, () -> How.valueOf(args[0]).end(application));
			Node.builder().build().dial(application.getBean(Node.class).externalAddress());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application implements DisposableBean {

		private final List<String> events = new CopyOnWriteArrayList<>();

		private final List<String> interrupts = new CopyOnWriteArrayList<>();

		private final AtomicBoolean ended = new AtomicBoolean();

		private volatile Where where;

		private volatile Runnable end;

		void endsIn(Where where, Runnable end) {
			this.end = end;
			this.where = where;
		}

		private void here(Where where) {
			if (this.where == where) {
				this.end.run();
				this.interrupts.add("hook " + Thread.currentThread().isInterrupted());
				this.ended.set(true);
			}
		}

		long gone() {
			return this.events.stream().filter("gone"::equals).count();
		}

		@Bean
		MessagesCustomizer types() {
			return (messages) -> messages.register(Last.class);
		}

		@Bean
		LaterPhase laterPhase() {
			return new LaterPhase(this.interrupts);
		}

		@OnPeerConnected
		void connected() {
			here(Where.CONNECTED);
		}

		@OnPeerInit
		void init(Node node) {
			this.events.add("init");
			if (this.events.size() == 1) {
				node.onDialFailed((n, address, error) -> here(Where.DIAL_FAILED));
			}
			here(Where.INIT);
		}

		@OnMessage
		void last(Last message) {
			here(Where.MESSAGE);
		}

		@OnPeerDisconnected
		void gone(Peer peer) {
			this.events.add("gone");
			here(Where.DISCONNECTED);
		}

		@Override
		public void destroy() {
			this.interrupts.add("destroyed " + Thread.currentThread().isInterrupted());
		}

	}

	/** Something that stops after the node. */
	static final class LaterPhase implements SmartLifecycle {

		private final List<String> interrupts;

		private volatile boolean running;

		LaterPhase(List<String> interrupts) {
			this.interrupts = interrupts;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.interrupts.add("later phase " + Thread.currentThread().isInterrupted());
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return 0;
		}

	}

}
