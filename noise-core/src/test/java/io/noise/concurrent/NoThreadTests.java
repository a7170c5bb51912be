package io.noise.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.noise.Chat;
import io.noise.DelegatingTransport;
import io.noise.DialException;
import io.noise.DialException.Reason;
import io.noise.EventLog;
import io.noise.ListenException;
import io.noise.Node;
import io.noise.NodeState;
import io.noise.Nodes;
import io.noise.Peer;
import io.noise.transport.TestTransports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Nodes that cannot start threads for a while: everything continues once they can.
 */
class NoThreadTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final ExecutorService pool = Executors.newCachedThreadPool();

	private final AtomicBoolean exhausted = new AtomicBoolean();

	private final AtomicInteger thrown = new AtomicInteger();

	private final Executor executor = (task) -> {
		if (this.exhausted.get()) {
			this.thrown.incrementAndGet();
			throw new OutOfMemoryError("unable to create native thread");
		}
		this.pool.execute(task);
	};

	@AfterEach
	void shutDown() {
		this.exhausted.set(false);
		this.pool.shutdownNow();
	}

	private Node node() {
		Node node = this.nodes.create((builder) -> builder.executor(this.executor).drainTimeout(Nodes.SOON));
		node.messages().register(Chat.class);
		return node;
	}

	private Node listening() {
		Node node = this.nodes.create();
		node.messages().register(Chat.class);
		node.listen();
		return node;
	}

	private void awaitThrown() {
		int before = this.thrown.get();
		await().atMost(Nodes.SOON).until(() -> this.thrown.get() > before);
	}

	@Test
	void dialAsync_doesNotThrow_andLeadsToAConnectedPeer() {
		Node listener = listening();
		Node dialer = node();
		EventLog log = new EventLog().listenTo(dialer);
		this.exhausted.set(true);
		CompletableFuture<Peer> dial = dialer.dialAsync(listener.externalAddress());
		awaitThrown();
		assertThat(log.events()).isEmpty();
		this.exhausted.set(false);
		Peer peer = dial.join();
		assertThat(log.events()).containsExactly("dialed", "init");
		assertThat(peer.isConnected()).isTrue();
	}

	@Test
	void peerThatEndsMeanwhile_isHandledToItsEnd_eachOnce() {
		Node listener = listening();
		Node dialer = node();
		EventLog log = new EventLog();
		dialer.onMessage(Chat.class, (peer, chat) -> log.add(chat.text()));
		dialer.onPeerDisconnected((n, peer) -> log.add("disconnected " + peer.disconnectReason().orElseThrow()));
		dialer.dial(listener.externalAddress());
		await().atMost(Nodes.SOON).until(() -> listener.peers().size() == 1);
		this.exhausted.set(true);
		Peer other = listener.peers().get(0);
		for (int i = 0; i < 3; i++) {
			other.send(new Chat("" + i));
		}
		other.disconnect();
		awaitThrown();
		assertThat(dialer.peers()).hasSize(1);
		this.exhausted.set(false);
		log.awaitExactly("0", "1", "2", "disconnected REMOTE");
		await().atMost(Nodes.SOON).until(() -> dialer.peers().isEmpty());
	}

	@Test
	void close_endsWhenThereAreThreadsAgain() {
		Node listener = listening();
		Node dialer = node();
		EventLog log = new EventLog().listenTo(dialer);
		dialer.dial(listener.externalAddress());
		this.exhausted.set(true);
		CompletableFuture<Void> closing = CompletableFuture.runAsync(dialer::close);
		awaitThrown();
		assertThat(closing).isNotDone();
		this.exhausted.set(false);
		assertThat(closing).succeedsWithin(Nodes.SOON);
		assertThat(log.events()).containsExactly("dialed", "init", "disconnected");
	}

	@Test
	void failedDialOfANodeThatHasNothingRunning_isTold() {
		Node node = node();
		EventLog log = new EventLog();
		node.onDialFailed((n, address, error) -> log.add(address));
		this.exhausted.set(true);
		CompletableFuture<Peer> dial = node.dialAsync("nonsense");
		awaitThrown();
		this.exhausted.set(false);
		log.awaitExactly("nonsense");
		assertThat(dial).failsWithin(Nodes.SOON);
	}

	@Test
	void handshake_waitsForAThread() throws Exception {
		AtomicBoolean none = new AtomicBoolean(true);
		CompletableFuture<Runnable> timer = new CompletableFuture<>();
		TaskRunner runner = new TaskRunner("test", Runnable::run, (action, pause) -> timer.complete(action),
				() -> true);
		HandshakeExecutor handshakes = new HandshakeExecutor(Platform.system(), (task) -> {
			if (none.get()) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			return new Thread(task);
		}, runner);
		CountDownLatch done = new CountDownLatch(1);
		handshakes.execute(done::countDown);
		assertThat(done.getCount()).isOne();
		none.set(false);
		timer.join().run();
		done.await();
		handshakes.shutDown();
	}

	@Test
	void eventLoopsThatCannotBeHad_aKeptAddressIsTriedAgain() {
		AtomicBoolean none = new AtomicBoolean(true);
		Node node = withoutLoops(none);
		Node listener = listening();
		node.keepConnected(listener.externalAddress());
		await().atMost(Nodes.SOON).until(() -> node.stats().dialFailures() > 0);
		none.set(false);
		await().atMost(Nodes.SOON).until(() -> !node.peers().isEmpty());
	}

	private Node withoutLoops(AtomicBoolean none) {
		return this.nodes.create(new DelegatingTransport(TestTransports.nio()) {

			@Override
			public IoHandlerFactory ioHandlers() {
				IoHandlerFactory real = NioIoHandler.newFactory();
				return (executor) -> {
					if (none.get()) {
						throw new OutOfMemoryError("unable to create native thread");
					}
					return real.newHandler(executor);
				};
			}

		});
	}

	@Test
	void eventLoopsThatCannotBeHad_failTheDialAndTheListening_andBothMayBeTriedAgain() {
		AtomicBoolean none = new AtomicBoolean(true);
		Node node = withoutLoops(none);
		Node listener = listening();
		assertThat(node.dialAsync(listener.externalAddress())).failsWithin(Nodes.SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(DialException.class, (ex) -> assertThat(ex.reason()).isEqualTo(Reason.LIMIT));
		assertThatExceptionOfType(ListenException.class).isThrownBy(node::listen);
		none.set(false);
		assertThat(node.dial(listener.externalAddress()).isConnected()).isTrue();
		node.listen();
		assertThat(node.state()).isEqualTo(NodeState.LISTENING);
	}

}
