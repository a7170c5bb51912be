package io.noise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

import io.noise.DialException.Reason;
import io.noise.identity.Trust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Nodes on an executor of two threads, both of which are blocked by hooks: everything
 * except the application's code continues.
 */
class BoundedExecutorTests {

	private static final int THREADS = 2;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final ExecutorService two = Executors.newFixedThreadPool(THREADS);

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void letGo() {
		this.release.countDown();
		this.two.shutdown();
	}

	/**
	 * Returns a node all of whose threads are blocked by hooks of peers that it dialled.
	 */
	private Node held(UnaryOperator<Node.Builder> more) {
		Node node = this.nodes.create((builder) -> more.apply(builder.executor(this.two)));
		Node other = this.nodes.listening();
		Registration hook = node.onPeerInit((n, peer) -> this.release.await());
		List<CompletableFuture<Peer>> dials = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			dials.add(node.dialAsync(other.externalAddress()));
		}
		await().atMost(Nodes.SOON).until(() -> node.peers().size() == THREADS);
		hook.close();
		assertThat(dials).noneMatch(CompletableFuture::isDone);
		return node;
	}

	private static DialException fails(Node dialer, String address) {
		return assertThatExceptionOfType(DialException.class).isThrownBy(() -> dialer.dial(address)).actual();
	}

	private String nobody() {
		Node gone = this.nodes.listening();
		gone.close();
		return "127.0.0.1:" + gone.port();
	}

	@Test
	void dial_findsOutThatNobodyIsThere_andThatANameIsNone() {
		Node node = held((builder) -> builder.connectTimeout(Nodes.SOON));
		assertThat(fails(node, nobody()).reason()).isEqualTo(Reason.REFUSED);
		assertThat(fails(node, "no.such.host.invalid:3000").reason()).isEqualTo(Reason.UNRESOLVED);
	}

	@Test
	void dial_hasItsTimeLimit() throws IOException {
		Node node = held((builder) -> builder.handshakeTimeout(Duration.ofMillis(500)));
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(fails(node, "127.0.0.1:" + silent.getLocalPort()).reason()).isEqualTo(Reason.HANDSHAKE);
		}
	}

	@Test
	void session_isEstablished_alsoWhereFirstUseIsRemembered() {
		Node node = held((builder) -> builder.trust(Trust.firstUse()));
		Node other = this.nodes.listening();
		node.dialAsync(other.externalAddress());
		await().atMost(Nodes.SOON).until(() -> other.peers().size() == 1);
		assertThat(other.peers().get(0).ping().join()).isPositive();
	}

	@Test
	void keptAddress_isRedialled() {
		Node node = held((builder) -> builder);
		Registration kept = node.keepConnected(nobody());
		await().atMost(Nodes.SOON).until(() -> node.stats().dialFailures() >= 2);
		kept.close();
	}

	@Test
	void authorizer_hasItsTimeLimit() {
		Node node = this.nodes.create((builder) -> builder.executor(this.two)
			.authorizer((candidate) -> true)
			.authorizerTimeout(Duration.ofMillis(500)));
		node.listen();
		for (int i = 0; i < THREADS; i++) {
			this.two.execute(this::hold);
		}
		assertThat(fails(this.nodes.create(), node.externalAddress()).reason()).isEqualTo(Reason.HANDSHAKE);
		assertThat(node.stats().refusals()).containsEntry(Refusal.NOT_AUTHORIZED, 1L);
	}

	private void hold() {
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void disconnect_closesTheConnection_andReturns() {
		Node node = held((builder) -> builder.drainTimeout(Duration.ofMillis(100)));
		Peer peer = node.peers().get(0);
		peer.disconnect();
		assertThat(peer.disconnectReason()).contains(DisconnectReason.LOCAL);
	}

	@Test
	void close_returns() {
		Node node = held((builder) -> builder.drainTimeout(Duration.ofMillis(100)));
		node.close();
		assertThat(node.state()).isEqualTo(NodeState.CLOSED);
	}

	@Test
	void dialSendAndDisconnect_whereNoHooksAre_needNoThread() {
		Node node = held((builder) -> builder);
		node.messages().register(10, Chat.class);
		Node other = this.nodes.create();
		other.messages().register(10, Chat.class);
		other.listen();
		Peer peer = node.dial(other.externalAddress());
		peer.sendAsync(new Chat("hello")).join();
		CompletableFuture.allOf(peer.ping(), peer.sendAsync(new Chat("again"))).join();
		assertThat(node.broadcast(new Chat("to all")).join().reached()).contains(peer);
		other.peers().get(0).send(new Chat("back"));
		assertThat(peer.receive(Chat.class, Nodes.SOON)).isEqualTo(new Chat("back"));
		peer.disconnectAsync().join();
		assertThat(node.peers()).doesNotContain(peer);
	}

	@Test
	void accept_whereNoHooksAre_needsNoThread() {
		Node node = held((builder) -> builder);
		node.listen();
		Peer peer = this.nodes.create().dial(node.externalAddress());
		await().until(() -> node.peers().size() == THREADS + 1);
		peer.disconnect();
		await().until(() -> node.peers().size() == THREADS);
	}

}
