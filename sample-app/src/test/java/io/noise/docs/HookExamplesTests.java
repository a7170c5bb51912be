package io.noise.docs;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.noise.Node;
import io.noise.Peer;
import io.noise.Registration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Examples of {@code docs/hooks.md}.
 */
class HookExamplesTests {

	private final Node other = Node.builder().build();

	private Node node;

	@BeforeEach
	void listen() {
		this.other.listen();
		this.node = Node.builder().build();
	}

	@AfterEach
	void close() {
		this.node.close();
		this.other.close();
	}

	@Test
	void hooks_runInOrder() {
		List<String> log = new CopyOnWriteArrayList<>();
		order(this.node, log).dial(this.other.externalAddress()).disconnect();
		assertThat(log).containsExactly("dialed", "init", "this peer has disconnected", "disconnected");
	}

	private static Node order(Node node, List<String> log) {
		// tag::order[]
		node.onPeerDialed((n, peer) -> {
			log.add("dialed"); // first
			peer.onDisconnect((n2, disconnected) -> log.add("this peer has disconnected")); // third
		});
		node.onPeerInit((n, peer) -> log.add("init")); // second
		node.onPeerDisconnected((n, peer) -> log.add("disconnected")); // last
		// end::order[]
		return node;
	}

	@Test
	void registration_closed_removesHook() {
		Node node = this.node;
		List<Peer> seen = new CopyOnWriteArrayList<>();
		// tag::remove[]
		Registration hook = node.onPeerInit((n, peer) -> seen.add(peer));
		// ...
		hook.close();
		// end::remove[]
		this.node.dial(this.other.externalAddress());
		assertThat(seen).isEmpty();
	}

	@Test
	void hook_mayBlock() throws InterruptedException {
		BlockingQueue<Peer> second = new LinkedBlockingQueue<>();
		String friend = this.other.externalAddress();
		Node node = this.node;
		this.node.listen();
		// tag::block[]
		node.onPeerConnected((n, peer) -> {
			Peer next = n.dial(friend); // blocks; delays only the hooks of this peer
			second.add(next);
		});
		// end::block[]
		this.other.dial(this.node.externalAddress());
		assertThat(second.poll(10, TimeUnit.SECONDS)).isNotNull();
	}

}
