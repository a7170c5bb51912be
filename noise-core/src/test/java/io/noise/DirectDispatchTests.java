package io.noise;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.noise.concurrent.EventLoopThread;
import io.noise.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Handlers that run on the event loop: what they promise, and what they are promised.
 */
class DirectDispatchTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private record Note(int number) {
	}

	private Node node() {
		return registered(this.nodes.create());
	}

	private static Node registered(Node node) {
		node.messages().register(1, Chat.class);
		node.messages().register(2, Note.class);
		return node;
	}

	private static boolean onEventLoop() {
		return Thread.currentThread() instanceof EventLoopThread;
	}

	@ParameterizedTest
	@MethodSource("io.noise.transport.TestTransports#all")
	void handler_runsOnTheEventLoopAndAnswers(Transport transport) throws InterruptedException {
		Node listener = registered(this.nodes.create(transport));
		LinkedBlockingQueue<Boolean> heard = new LinkedBlockingQueue<>();
		listener.onMessage(Chat.class, Dispatch.DIRECT, (peer, chat) -> {
			heard.add(onEventLoop());
			peer.sendAsync(new Chat("echo:" + chat.text()));
		});
		listener.listen();
		Peer peer = registered(this.nodes.create(transport)).dial(listener.externalAddress());
		// The first one may come while the peer begins, on the thread of its hooks.
		for (int i = 0; i < 2; i++) {
			peer.send(new Chat("hello"));
			assertThat(peer.receive(Chat.class)).isEqualTo(new Chat("echo:hello"));
		}
		heard.take();
		assertThat(heard.take()).isTrue();
	}

	@Test
	void order_isThatOfArrival_alsoBesideOtherHandlers() {
		Node listener = node();
		EventLog log = new EventLog();
		AtomicInteger running = new AtomicInteger();
		listener.onMessage(Note.class, Dispatch.DIRECT, (peer, note) -> {
			assertThat(running.incrementAndGet()).isEqualTo(1);
			log.add("" + note.number());
			running.decrementAndGet();
		});
		listener.onMessage(Chat.class, (peer, chat) -> {
			assertThat(running.incrementAndGet()).isEqualTo(1);
			assertThat(onEventLoop()).isFalse();
			log.add(chat.text());
			running.decrementAndGet();
		});
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		List<String> expected = IntStream.range(0, 5_000).mapToObj(String::valueOf).toList();
		for (int i = 0; i < expected.size(); i++) {
			peer.sendAsync((i % 7 == 3) ? new Chat("" + i) : new Note(i)).join();
		}
		log.awaitExactly(expected.toArray(String[]::new));
		assertThat(listener.stats().hookFailures()).isZero();
	}

	@Test
	void flood_isHandledInOrder() {
		Node listener = node();
		EventLog log = new EventLog();
		listener.onMessage(Note.class, Dispatch.DIRECT, (peer, note) -> log.add("" + note.number()));
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		List<CompletableFuture<Void>> sent = IntStream.range(0, 10_000)
			.mapToObj((i) -> peer.sendAsync(new Note(i)))
			.toList();
		sent.forEach(CompletableFuture::join);
		log.awaitExactly(IntStream.range(0, 10_000).mapToObj(String::valueOf).toArray(String[]::new));
	}

	@Test
	void handler_waitsForTheHookThatRuns() throws InterruptedException {
		Node listener = node();
		CountDownLatch hookMayEnd = new CountDownLatch(1);
		EventLog log = new EventLog();
		listener.onMessage(Chat.class, (peer, chat) -> {
			hookMayEnd.await();
			log.add("hook");
		});
		listener.onMessage(Note.class, Dispatch.DIRECT, (peer, note) -> log.add("note"));
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		peer.send(new Chat("wait"));
		peer.send(new Note(1));
		await().until(() -> listener.peers().stream().anyMatch((it) -> it.stats().messagesReceived() == 2));
		assertThat(log.events()).isEmpty();
		hookMayEnd.countDown();
		log.awaitExactly("hook", "note");
	}

	@Test
	void callsThatBlock_throw_onTheEventLoop() {
		assertThat(refusals(false)).allSatisfy((words) -> assertThat(words).contains("on an event loop"));
	}

	@Test
	void callsThatBlock_throw_onAWorkerThread() {
		assertThat(refusals(true)).allSatisfy((words) -> assertThat(words).contains("Dispatch.DIRECT"));
	}

	private List<String> refusals(boolean onWorker) {
		Node listener = node();
		LinkedBlockingQueue<String> refused = new LinkedBlockingQueue<>();
		CompletableFuture<Void> handled = new CompletableFuture<>();
		listener.onMessage(Note.class, Dispatch.DIRECT, (peer, note) -> {
			if (handled.isDone() || Thread.currentThread() instanceof EventLoopThread == onWorker) {
				return;
			}
			for (Runnable call : List.<Runnable>of(() -> peer.send(note), () -> peer.receive(Chat.class),
					() -> peer.request(note, Void.class), peer::disconnect, listener::close,
					() -> listener.dial("127.0.0.1:1"), () -> peer.requestAsync(note, Void.class).join())) {
				try {
					call.run();
				}
				catch (IllegalStateException ex) {
					refused.add(String.valueOf(ex.getMessage()));
				}
			}
			handled.complete(null);
		});
		if (onWorker) {
			listener.onMessage(Note.class, (peer, note) -> {
			});
		}
		listener.listen();
		Node dialler = node();
		dialler.onRequest(Note.class, (peer, note) -> new CompletableFuture<Void>());
		Peer peer = dialler.dial(listener.externalAddress());
		// While the peer begins, its lane is busy, and handlers run on worker threads.
		await().atMost(Nodes.SOON).until(() -> {
			peer.sendAsync(new Note(1));
			return handled.isDone();
		});
		assertThat(refused).hasSize(7);
		return List.copyOf(refused);
	}

	@Test
	void handlerThatThrows_isCounted() {
		Node listener = node();
		EventLog log = new EventLog();
		listener.onMessage(Chat.class, Dispatch.DIRECT, (peer, chat) -> {
			log.add(chat.text());
			throw new IllegalArgumentException("on purpose");
		});
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		peer.send(new Chat("one"));
		peer.send(new Chat("two"));
		log.awaitExactly("one", "two");
		await().until(() -> listener.stats().hookFailures() == 2);
		assertThat(peer.isConnected()).isTrue();
	}

	@Test
	void handlerAddedLater_getsWhatWaits_beforeTheDisconnectHooks() {
		Node listener = node();
		EventLog log = new EventLog();
		listener.onPeerDisconnected((n, peer) -> log.add("gone"));
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		IntStream.range(0, 1_000).forEach((i) -> peer.sendAsync(new Note(i)));
		peer.send(new Chat("last"));
		await().until(() -> listener.peers().stream().anyMatch((it) -> it.stats().messagesReceived() == 1_001));
		listener.onMessage(Note.class, Dispatch.DIRECT, (p, note) -> {
			if (note.number() % 999 == 0) {
				log.add("" + note.number());
			}
		});
		peer.disconnect();
		log.awaitExactly("0", "999", "gone");
	}

}
