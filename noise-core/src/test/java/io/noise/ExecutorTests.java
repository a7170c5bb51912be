package io.noise;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.noise.concurrent.EventLoopThread;
import io.noise.session.Sessions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Executors of users, good and bad.
 */
class ExecutorTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final ExecutorService pool = Executors.newCachedThreadPool();

	@AfterEach
	void shutDown() {
		this.pool.shutdownNow();
	}

	@Test
	void usersExecutor_runsTheHooksAndOutlivesTheNode() {
		Node listener = this.nodes.listening();
		Node dialer = this.nodes.create((builder) -> builder.executor(this.pool));
		EventLog log = new EventLog();
		dialer.onPeerInit((n, p) -> log.add(Thread.currentThread().getName()));
		dialer.dial(listener.externalAddress());
		assertThat(log.events().get(0)).startsWith("pool-");
		dialer.close();
		assertThat(this.pool.isShutdown()).isFalse();
	}

	@Test
	void executorThatRunsTasksOnTheCaller_isRefusedByTheBuilder() {
		assertThatIllegalArgumentException().isThrownBy(() -> Node.builder().executor(Runnable::run))
			.withMessageContaining("runs tasks on the calling thread");
	}

	@Test
	void executorThatRejects_disconnectsThePeerAndStillRunsItsHooks() {
		Node listener = this.nodes.listening();
		AtomicBoolean full = new AtomicBoolean();
		Executor executor = (task) -> {
			if (full.get()) {
				throw new RejectedExecutionException("full");
			}
			this.pool.execute(task);
		};
		Node dialer = this.nodes.create((builder) -> builder.executor(executor));
		EventLog log = new EventLog().listenTo(dialer);
		full.set(true);
		Peer peer = dialer.dial(listener.externalAddress());
		await().until(() -> !peer.isConnected());
		assertThat(peer.disconnectReason()).contains(DisconnectReason.LIMIT);
		log.awaitExactly("dialed", "init", "disconnected");
	}

	@Test
	void executorWithOneThread_servesOtherPeersDuringAFloodAndDisconnectsAfterIt() throws Exception {
		ExecutorService one = Executors.newSingleThreadExecutor();
		Node node = this.nodes.create((builder) -> builder.session(Sessions.plain()).executor(one));
		node.messages().register(1, Chat.class);
		EventLog log = new EventLog();
		node.onMessage(Chat.class, (peer, chat) -> {
			if (log.events().isEmpty()) {
				await().atMost(Nodes.SOON).until(() -> received(node) == 1_001);
			}
			log.add(chat.text());
		});
		node.onPeerDisconnected((n, peer) -> log.add("disconnected"));
		node.listen();
		try (RawPeer flood = RawPeer.dial(node); RawPeer other = RawPeer.dial(node)) {
			await().until(() -> node.peers().size() == 2);
			for (int i = 0; i < 1_000; i++) {
				flood.send(RawPeer.chat(1, "flood"));
			}
			await().until(() -> received(node) == 1_000);
			other.send(RawPeer.chat(1, "other"));
			flood.end();
			log.awaitContains("disconnected");
		}
		assertThat(log.events()).startsWith("flood").contains("other");
		assertThat(log.events().indexOf("other")).isLessThan(1_000);
		assertThat(log.events().subList(0, 1_001)).doesNotContain("disconnected");
		node.close();
		one.shutdown();
	}

	private static long received(Node node) {
		return node.peers().stream().mapToLong((peer) -> peer.stats().messagesReceived()).sum();
	}

	@Test
	void executorThatOverflowsOntoTheCaller_neverRunsHooksOnTheEventLoop() {
		ThreadPoolExecutor overflowing = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
				new ThreadPoolExecutor.CallerRunsPolicy());
		Node listener = this.nodes.create((builder) -> builder.executor(overflowing));
		EventLog log = new EventLog();
		listener.onPeerConnected((n, p) -> log.add("" + (Thread.currentThread() instanceof EventLoopThread)));
		listener.listen();
		Node dialer = this.nodes.create();
		for (int i = 0; i < 20; i++) {
			dialer.dial(listener.externalAddress());
		}
		await().until(() -> log.events().size() == 20);
		assertThat(log.events()).containsOnly("false");
		listener.close();
		overflowing.shutdown();
	}

}
