package io.noise.spring.boot.autoconfigure;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.noise.DisconnectReason;
import io.noise.KeptConnection;
import io.noise.Node;
import io.noise.NodeState;
import io.noise.Peer;
import io.noise.spring.annotation.OnPeerConnected;
import io.noise.spring.annotation.OnPeerDialed;
import io.noise.spring.annotation.OnPeerDisconnected;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that start and stop, on real sockets.
 */
@ExtendWith(OutputCaptureExtension.class)
class NodeLifecycleTests {

	@Test
	void readyApplication_listens_andTellsItsPort() {
		try (ConfigurableApplicationContext application = run(Application.class)) {
			Node node = application.getBean(Node.class);
			assertThat(node.state()).isEqualTo(NodeState.LISTENING);
			assertThat(application.getEnvironment().getProperty("local.noise.port", int.class)).isEqualTo(node.port())
				.isPositive();
		}
	}

	@Test
	void listenersOfTheReadyEvent_findANodeThatListens() {
		try (ConfigurableApplicationContext application = run(ReadyListener.class)) {
			assertThat(application.getBean(ReadyListener.class).stateWhenReady).isEqualTo(NodeState.LISTENING);
		}
	}

	@Test
	void asynchronousEvents_doNotDelayTheStart() {
		try (ConfigurableApplicationContext application = run(AsynchronousEvents.class)) {
			assertThat(application.getBean(Node.class).state()).isEqualTo(NodeState.LISTENING);
		}
	}

	@Test
	void lazyInitialization_changesNothing() throws InterruptedException {
		try (ConfigurableApplicationContext application = run(Greeter.class, "spring.main.lazy-initialization=true");
				Node other = Node.builder().build()) {
			other.dial(application.getBean(Node.class).externalAddress());
			assertThat(application.getBean(Greeter.class).next()).isEqualTo("connected");
		}
	}

	@Test
	void nodeOfTheApplication_isStartedAndClosed() {
		Node node;
		try (ConfigurableApplicationContext application = run(OwnNode.class)) {
			node = application.getBean(Node.class);
			assertThat(node.state()).isEqualTo(NodeState.LISTENING);
		}
		assertThat(node.state()).isEqualTo(NodeState.CLOSED);
	}

	@Test
	void nodeThatListensAlready_isLeftToDoSo() {
		try (ConfigurableApplicationContext application = run(ListeningNode.class)) {
			assertThat(application.getBean(Node.class).state()).isEqualTo(NodeState.LISTENING);
			assertThat(application.getEnvironment().getProperty("local.noise.port")).isNotNull();
		}
	}

	@Test
	void twoApplications_meet_andDisconnectHooksRunWhenOneEnds() throws InterruptedException {
		try (ConfigurableApplicationContext here = run(Greeter.class)) {
			Greeter dialled = here.getBean(Greeter.class);
			Greeter dialler;
			try (ConfigurableApplicationContext there = run(Greeter.class,
					"noise.peers=" + here.getBean(Node.class).externalAddress())) {
				dialler = there.getBean(Greeter.class);
				assertThat(dialler.next()).isEqualTo("dialed");
				assertThat(dialled.next()).isEqualTo("connected");
				awaitConnected(there.getBean(Node.class));
			}
			assertThat(dialler.next()).isEqualTo("gone SHUTDOWN");
			assertThat(dialled.next()).isEqualTo("gone REMOTE");
		}
	}

	/** Waits until hooks have run; before that a dial can still be cancelled. */
	private static void awaitConnected(Node node) {
		Awaitility.await().until(() -> node.keptConnections().get(0).state() == KeptConnection.State.CONNECTED);
	}

	@Test
	void peerThatIsDown_neverFailsTheStart_andIsFoundOnceItIsUp() throws InterruptedException {
		String address;
		try (Node node = Node.builder().build()) {
			node.listen();
			address = node.externalAddress();
		}
		try (ConfigurableApplicationContext application = run(Greeter.class, "noise.peers=" + address)) {
			Node node = application.getBean(Node.class);
			Awaitility.await().until(() -> node.keptConnections().get(0).state() == KeptConnection.State.BACKOFF);
			int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
			try (Node late = Node.builder().port(port).build()) {
				late.listen();
				assertThat(application.getBean(Greeter.class).next()).isEqualTo("dialed");
			}
		}
	}

	@Test
	void child_usesTheNodeOfItsParent_andLeavesItOpen() throws InterruptedException {
		try (ConfigurableApplicationContext parent = run(Application.class)) {
			Node node = parent.getBean(Node.class);
			try (ConfigurableApplicationContext child = new SpringApplicationBuilder(Greeter.class)
				.web(WebApplicationType.NONE)
				.parent(parent)
				.run(); Node other = Node.builder().build()) {
				assertThat(child.getBean(Node.class)).isSameAs(node);
				assertThat(child.getBeanNamesForType(NodeLifecycle.class)).isEmpty();
				other.dial(node.externalAddress());
				assertThat(child.getBean(Greeter.class).next()).isEqualTo("connected");
			}
			assertThat(node.state()).isEqualTo(NodeState.LISTENING);
		}
	}

	@Test
	void readyChild_doesNotStartTheNodeOfAParentThatIsNot() {
		try (AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext(
				NoiseAutoConfiguration.class)) {
			try (ConfigurableApplicationContext child = new SpringApplicationBuilder(Application.class)
				.web(WebApplicationType.NONE)
				.parent(parent)
				.run()) {
				assertThat(child.getBean(Node.class).state()).isEqualTo(NodeState.NEW);
			}
		}
	}

	@Test
	void stoppedContext_cannotOpenItsNodeAgain_andSaysSo(CapturedOutput output) {
		try (ConfigurableApplicationContext application = run(Application.class)) {
			application.stop();
			assertThat(application.getBean(Node.class).state()).isEqualTo(NodeState.CLOSED);
			application.start();
			assertThat(output).contains("is closed and cannot be started again");
		}
	}

	@Test
	void stop_letsNoNewPeersIn_beforeThePeersAreDisconnected() throws InterruptedException {
		try (ConfigurableApplicationContext application = run(Greeter.class); Node other = Node.builder().build()) {
			Node node = application.getBean(Node.class);
			Peer peer = other.dial(node.externalAddress());
			NodeQuiesceLifecycle first = application.getBean(NodeQuiesceLifecycle.class);
			NodeLifecycle second = application.getBean(NodeLifecycle.class);
			assertThat(first.getPhase()).isGreaterThan(second.getPhase());
			assertThat(application.getBean(Greeter.class).next()).isEqualTo("connected");
			first.stop();
			assertThat(peer.isConnected()).isTrue();
			try (Node successor = Node.builder().port(node.port()).build()) {
				successor.listen();
			}
			second.stop();
			assertThat(application.getBean(Greeter.class).next()).isEqualTo("gone SHUTDOWN");
		}
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... properties) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE).properties(properties).run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	static class ReadyListener extends Application {

		private final Node node;

		private NodeState stateWhenReady;

		ReadyListener(Node node) {
			this.node = node;
		}

		@EventListener(ApplicationReadyEvent.class)
		void ready() {
			this.stateWhenReady = this.node.state();
		}

	}

	static class AsynchronousEvents extends Application {

		@Bean
		SimpleApplicationEventMulticaster applicationEventMulticaster() {
			SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
			multicaster.setTaskExecutor(new SimpleAsyncTaskExecutor());
			return multicaster;
		}

	}

	static class OwnNode extends Application {

		@Bean
		Node node() {
			return Node.builder().build();
		}

	}

	static class ListeningNode extends Application {

		@Bean
		Node node() {
			Node node = Node.builder().build();
			node.listen();
			return node;
		}

	}

	static class Greeter extends Application {

		private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

		String next() throws InterruptedException {
			return this.events.poll(10, TimeUnit.SECONDS);
		}

		@OnPeerConnected
		void connected(Peer peer) {
			this.events.add("connected");
		}

		@OnPeerDialed
		void dialed(Peer peer) {
			this.events.add("dialed");
		}

		@OnPeerDisconnected
		void gone(Peer peer, DisconnectReason reason) {
			this.events.add("gone " + reason);
		}

	}

}
