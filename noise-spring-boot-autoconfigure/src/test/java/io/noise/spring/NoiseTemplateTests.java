package io.noise.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.noise.BroadcastResult;
import io.noise.Node;
import io.noise.NoiseException;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A template, on real sockets.
 */
class NoiseTemplateTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final Node here = node();

	private final Node there = node();

	private final NoiseTemplate template = new NoiseTemplate(this.here);

	private final CompletableFuture<Peer> accepted = new CompletableFuture<>();

	private Peer peer;

	@BeforeEach
	void connect() {
		this.there.onPeerInit((node, arrived) -> this.accepted.complete(arrived));
		this.there.listen();
		this.peer = this.here.dial(this.there.externalAddress());
	}

	@AfterEach
	void close() {
		this.here.close();
		this.there.close();
	}

	@Test
	void send_toThePeer() {
		this.template.send(this.peer.id(), new Chat("hello"));
		assertThat(received()).isEqualTo(new Chat("hello"));
	}

	@Test
	void sendAsync_toThePeer() {
		assertThat(this.template.sendAsync(this.peer.id(), new Chat("hello"))).succeedsWithin(SOON);
		assertThat(received()).isEqualTo(new Chat("hello"));
	}

	@Test
	void broadcast_toAllPeers() {
		assertThat(this.template.broadcast(new Chat("hello"))).succeedsWithin(SOON)
			.extracting(BroadcastResult::reached)
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.containsExactly(this.peer);
		assertThat(received()).isEqualTo(new Chat("hello"));
	}

	@Test
	void awaitPeers_thatAreThere_areReturnedAtOnce() {
		assertThat(this.template.awaitPeers(1, Duration.ZERO)).containsExactly(this.peer);
	}

	@Test
	void awaitPeers_whoseHooksBlock_areReturned() {
		CountDownLatch release = new CountDownLatch(1);
		try (Node third = node()) {
			this.here.onPeerDialed((node, arrived) -> release.await());
			third.listen();
			this.here.keepConnected(third.externalAddress());
			assertThat(this.template.awaitPeers(2, SOON)).hasSize(2).contains(this.peer);
			release.countDown();
		}
	}

	@Test
	void awaitPeers_tooFew_saysHowMany() {
		assertThatExceptionOfType(NoiseTimeoutException.class)
			.isThrownBy(() -> this.template.awaitPeers(2, Duration.ofMillis(1)))
			.withMessageContaining("peers: 1 connected")
			.withMessageContaining("noise.start-on")
			.withMessageContaining("within PT0.001S (expected: at least 2)");
		this.here.close();
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> this.template.awaitPeers(2, SOON))
			.withMessageContaining("is closed");
	}

	@Test
	void awaitPeers_interrupted_keepsTheFlag() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> this.template.awaitPeers(2, SOON))
			.withMessageContaining("interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void unknownPeer_isNamed() {
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> this.template.send("nobody", new Chat("")))
			.withMessageContaining("peer nobody: unknown")
			.withMessageContaining(this.here.toString());
		assertThat(this.template.sendAsync("nobody", new Chat(""))).failsWithin(SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(NotSentException.class)
			.withMessageContaining("peer nobody: unknown");
	}

	@Test
	void unknownNode_isNamed() {
		NodeId stranger = Identity.generate().id();
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> this.template.send(stranger, new Chat("")))
			.withMessageContaining("peer " + stranger + ": unknown");
		assertThat(this.template.sendAsync(stranger, new Chat(""))).failsWithin(SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(NotSentException.class)
			.withMessageContaining(stranger.toString());
	}

	@Test
	void closedNode_sendsNothing_andSaysSo() {
		NodeId node = NodeId.parse(this.there.id());
		this.here.close();
		assertThatExceptionOfType(NotSentException.class)
			.isThrownBy(() -> this.template.send(this.peer.id(), new Chat("")))
			.withMessageContaining("is closed");
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> this.template.send(node, new Chat("")))
			.withMessageContaining("is closed");
		assertNotSent(this.template.sendAsync(this.peer.id(), new Chat("")));
		assertNotSent(this.template.sendAsync(node, new Chat("")));
		assertNotSent(this.template.broadcast(new Chat("")));
	}

	private static void assertNotSent(CompletableFuture<?> sent) {
		assertThat(sent).failsWithin(SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(NotSentException.class)
			.withMessageContaining("is closed");
	}

	private Chat received() {
		return this.accepted.join().receive(Chat.class, SOON);
	}

	private static Node node() {
		Node node = Node.builder().build();
		node.messages().register(1, Chat.class);
		return node;
	}

	record Chat(String text) {
	}

}
