package io.noise.spring.event;

import io.noise.Node;
import io.noise.Peer;
import io.noise.spring.annotation.OnPeerDialed;
import io.noise.spring.boot.autoconfigure.NoiseAutoConfiguration;
import io.noise.spring.hook.Journal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events of peers that listeners get, on real sockets.
 */
@ExtendWith(OutputCaptureExtension.class)
class PeerEventTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NoiseAutoConfiguration.class))
		.withBean(Journal.class);

	@Test
	void everyPeerEvent_isPublished_behindTheHooks() {
		this.runner.withUserConfiguration(Directory.class, LastHook.class).run((context) -> {
			Journal journal = context.getBean(Journal.class);
			Node node = context.getBean(Node.class);
			node.listen();
			try (Node other = Node.builder().build()) {
				other.listen();
				Peer peer = node.dial(other.externalAddress());
				assertThat(journal.next()).isEqualTo("hook");
				assertThat(journal.next()).isEqualTo("PeerDialedEvent[" + peer + "]");
				assertThat(journal.next()).isEqualTo("PeerInitializedEvent[" + peer + "]");
				peer.disconnect();
				assertThat(journal.next()).isEqualTo("PeerDisconnectedEvent[" + peer + "]");
				assertThat(journal.next()).isEqualTo("gone LOCAL");
				other.dial(node.externalAddress()).disconnect();
				assertThat(journal.next()).startsWith("PeerConnectedEvent[");
				assertThat(journal.next()).startsWith("PeerInitializedEvent[");
				assertThat(journal.next()).startsWith("PeerDisconnectedEvent[");
				assertThat(journal.next()).isEqualTo("gone REMOTE");
			}
		});
	}

	@Test
	void childContext_doesNotPublishAgain() {
		this.runner.withUserConfiguration(Directory.class)
			.run((parent) -> this.runner.withParent(parent).run((child) -> {
				Journal journal = parent.getBean(Journal.class);
				try (Node other = Node.builder().build()) {
					other.listen();
					Peer peer = parent.getBean(Node.class).dial(other.externalAddress());
					assertThat(journal.next()).startsWith("PeerDialedEvent[");
					assertThat(journal.next()).startsWith("PeerInitializedEvent[");
					peer.disconnect();
					assertThat(journal.next()).startsWith("PeerDisconnectedEvent[");
				}
			}));
	}

	@Test
	void listenerThatThrows_isLogged_andThePeerStays(CapturedOutput output) {
		this.runner.withUserConfiguration(Thrower.class).run((context) -> {
			try (Node other = Node.builder().build()) {
				other.listen();
				Node node = context.getBean(Node.class);
				assertThat(node.dial(other.externalAddress()).isConnected()).isTrue();
				assertThat(node.stats().hookFailures()).isEqualTo(1);
				assertThat(output).contains("failed on onPeerInit")
					.contains("java.lang.IllegalStateException: no directory today");
			}
		});
	}

	@Test
	void asynchronousListener_runsElsewhere() {
		this.runner.withUserConfiguration(Asynchronous.class).run((context) -> {
			try (Node other = Node.builder().build()) {
				other.listen();
				context.getBean(Node.class).dial(other.externalAddress());
				assertThat(context.getBean(Journal.class).next()).doesNotStartWith("noise-");
			}
		});
	}

	record Directory(Journal journal, Node node) {

		@EventListener
		@Order(1)
		void any(PeerEvent event) {
			assertThat(event.node()).isSameAs(this.node).isSameAs(event.getSource());
			this.journal.add(event.toString());
		}

		@EventListener
		@Order(2)
		void gone(PeerDisconnectedEvent event) {
			this.journal.add("gone " + event.reason());
		}

	}

	record LastHook(Journal journal) {

		@OnPeerDialed
		@Order(Ordered.LOWEST_PRECEDENCE)
		void dialed() {
			this.journal.add("hook");
		}

	}

	static class Thrower {

		@EventListener
		void here(PeerInitializedEvent event) {
			throw new IllegalStateException("no directory today");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	static class Asynchronous {

		private final Journal journal;

		Asynchronous(Journal journal) {
			this.journal = journal;
		}

		@Async
		@EventListener
		void dialed(PeerDialedEvent event) {
			this.journal.add(Thread.currentThread().getName());
		}

	}

}
