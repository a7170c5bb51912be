package io.noise.spring.hook;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.NodeState;
import io.noise.Peer;
import io.noise.session.Sessions;
import io.noise.transport.Transports;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node in a context that registers hooks, and another node to dial. Both are in memory,
 * on session {@code plain}.
 */
@Configuration(proxyBeanMethods = false)
class HookedNode {

	static ApplicationContextRunner contextRunner(Class<?>... configurations) {
		return new ApplicationContextRunner().withUserConfiguration(HookedNode.class)
			.withUserConfiguration(configurations);
	}

	/**
	 * Dials another node from the one of the context. The hooks of the new peer have run
	 * when the action is called.
	 */
	static void dial(ApplicationContext context, Consumer<Peer> action) {
		try (Node other = inMemory()) {
			other.listen();
			action.accept(context.getBean(Node.class).dial(other.externalAddress()));
		}
	}

	/**
	 * Dials as above and returns what the hooks have written by then.
	 */
	static Journal dial(ApplicationContext context) {
		dial(context, (peer) -> {
		});
		return context.getBean(Journal.class);
	}

	/**
	 * Sends messages to the node of the context. They have been handled when this returns
	 * what was written by then.
	 */
	static Journal send(ApplicationContext context, Object... messages) {
		Node node = context.getBean(Node.class);
		CompletableFuture<Peer> gone = new CompletableFuture<>();
		node.onPeerDisconnected((n, peer) -> gone.complete(peer));
		try (Node other = inMemory()) {
			node.messages().types().forEach((opcode, type) -> other.messages().register(opcode, type));
			if (node.state() == NodeState.NEW) {
				node.listen();
			}
			Peer peer = other.dial(node.externalAddress());
			Arrays.stream(messages).forEach(peer::send);
			peer.disconnect();
			assertThat(gone).succeedsWithin(Duration.ofSeconds(10))
				.extracting((handler) -> handler.disconnectReason().orElseThrow())
				.isEqualTo(DisconnectReason.REMOTE);
		}
		return context.getBean(Journal.class);
	}

	/**
	 * The cause why the context did not start.
	 */
	static Throwable failure(AssertableApplicationContext context) {
		Throwable failure = context.getStartupFailure();
		assertThat(failure).isNotNull();
		return NestedExceptionUtils.getMostSpecificCause(failure);
	}

	private static Node inMemory() {
		return Node.builder().session(Sessions.plain()).transport(Transports.inMemory()).build();
	}

	@Bean
	Node node() {
		return inMemory();
	}

	@Bean
	Journal journal() {
		return new Journal();
	}

	@Bean
	static HookRegistrar hookRegistrar() {
		return new HookRegistrar();
	}

}
