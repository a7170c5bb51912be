package io.noise;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.noise.concurrent.EventLoopThread;
import io.noise.transport.Transport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Messages between two nodes: the promises to users.
 */
class MessageTests {

	private static final String ALL_TRANSPORTS = "io.noise.transport.TestTransports#all";

	@RegisterExtension
	final Nodes nodes = new Nodes();

	@SuppressWarnings("ArrayRecordComponent")
	record Data(int sender, int number, byte[] bytes) {

		static Data of(int sender, int number, int size) {
			return new Data(sender, number, new byte[size]);
		}

	}

	private Node node(Transport transport) {
		return registered(this.nodes.create(transport));
	}

	private Node node() {
		return registered(this.nodes.create());
	}

	private static Node registered(Node node) {
		node.messages().register(1, Chat.class);
		node.messages().register(2, Data.class);
		return node;
	}

	private static Peer only(Node node) {
		await().atMost(Nodes.SOON).until(() -> node.peers().size() == 1);
		return node.peers().get(0);
	}

	@ParameterizedTest
	@MethodSource(ALL_TRANSPORTS)
	void message_reachesTheHandlerAndItsAnswerComesBack(Transport transport) {
		Node listener = node(transport);
		listener.onMessage(Chat.class, (peer, chat) -> peer.send(new Chat("echo:" + chat.text())));
		listener.listen();
		Peer peer = node(transport).dial(listener.externalAddress());
		peer.send(new Chat("hello"));
		assertThat(peer.receive(Chat.class)).isEqualTo(new Chat("echo:hello"));
		assertThat(peer.stats().messagesSent()).isEqualTo(1);
		assertThat(peer.stats().messagesReceived()).isEqualTo(1);
		assertThat(peer.stats().bytesSent()).isGreaterThanOrEqualTo(11);
	}

	@Test
	void handlers_ofOneType_allRunThePeersFirst() {
		Node listener = node();
		EventLog log = new EventLog();
		listener.onMessage(Chat.class, (peer, chat) -> log.add("node1"));
		listener.onMessage(Chat.class, (peer, chat) -> log.add("node2"));
		listener.onPeerInit((n, peer) -> {
			peer.onMessage(Chat.class, (p, chat) -> log.add("peer1"));
			peer.onMessage(Chat.class, (p, chat) -> log.add("peer2"));
		});
		listener.listen();
		node().dial(listener.externalAddress()).send(new Chat("hi"));
		log.awaitExactly("peer1", "peer2", "node1", "node2");
	}

	@Test
	void handler_thatThrows_isCountedAndTheOthersRun() {
		Node listener = node();
		EventLog log = new EventLog();
		listener.onMessage(Chat.class, (peer, chat) -> {
			throw new IOException("on purpose");
		});
		listener.onMessage(Chat.class, (peer, chat) -> log.add(chat.text()));
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		peer.send(new Chat("one"));
		peer.send(new Chat("two"));
		log.awaitExactly("one", "two");
		assertThat(listener.stats().hookFailures()).isEqualTo(2);
		assertThat(peer.isConnected()).isTrue();
	}

	@Test
	void handler_whoseRegistrationIsClosed_isNotCalledAndMessagesAreKept() {
		Node listener = node();
		EventLog log = new EventLog();
		Registration registration = listener.onMessage(Chat.class, (peer, chat) -> log.add(chat.text()));
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		peer.send(new Chat("one"));
		log.awaitExactly("one");
		registration.close();
		peer.send(new Chat("two"));
		assertThat(only(listener).receive(Chat.class)).isEqualTo(new Chat("two"));
		assertThat(log.events()).containsExactly("one");
	}

	@Test
	void messageWithoutHandler_isKeptForALaterOne() {
		Node listener = node();
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		for (int i = 0; i < 5; i++) {
			peer.send(new Chat("" + i));
		}
		Peer inbound = only(listener);
		await().until(() -> inbound.stats().messagesReceived() == 5);
		assertThat(inbound.receive(Chat.class)).isEqualTo(new Chat("0"));
		EventLog log = new EventLog();
		listener.onMessage(Chat.class, (p, chat) -> log.add(chat.text()));
		log.awaitExactly("1", "2", "3", "4");
	}

	@Test
	void handler_thatClosesItselfInAFlood_leavesTheRestForReceive() {
		Node listener = node();
		EventLog log = new EventLog();
		listener.onPeerConnected((n, peer) -> {
			AtomicReference<Registration> once = new AtomicReference<>();
			once.set(peer.onMessage(Chat.class, (p, chat) -> {
				once.get().close();
				log.add("handled " + chat.text());
			}));
			await().until(() -> peer.stats().messagesReceived() == 5);
		});
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		for (int i = 0; i < 5; i++) {
			peer.send(new Chat("" + i));
		}
		log.awaitExactly("handled 0");
		for (int i = 1; i < 5; i++) {
			assertThat(only(listener).receive(Chat.class)).isEqualTo(new Chat("" + i));
		}
	}

	@Test
	void handler_addedInAFlood_getsAllMessagesInTheirOrder() {
		for (int round = 0; round < 20; round++) {
			Node listener = node();
			listener.listen();
			Node dialer = node();
			Peer peer = dialer.dial(listener.externalAddress());
			Peer inbound = only(listener);
			List<Integer> numbers = new CopyOnWriteArrayList<>();
			for (int i = 0; i < 300; i++) {
				peer.sendAsync(Data.of(0, i, 10));
				if (i == 150) {
					listener.onMessage(Data.class, (p, data) -> numbers.add(data.number()));
				}
			}
			await().atMost(Nodes.SOON).until(() -> numbers.size() == 300);
			assertThat(numbers).isSorted();
			assertThat(inbound.isConnected()).isTrue();
			dialer.close();
			listener.close();
		}
	}

	@Test
	void messagesThatNothingReceives_areOneWarningWithOpcodeAndPeer_howeverManyPeersSendThem() {
		Node listener = registered(this.nodes.create((builder) -> builder.receiveTimeout(Duration.ofMillis(50))));
		listener.listen();
		Node dialer = node();
		try (CapturedLog log = new CapturedLog("io.noise")) {
			Peer first = dialer.dial(listener.externalAddress());
			for (int i = 0; i < 5; i++) {
				first.send(new Chat("" + i));
			}
			await().atMost(Nodes.SOON).until(() -> unclaimed(log, "DEBUG").size() == 1);
			String id = only(listener).id();
			for (int i = 2; i <= 4; i++) {
				int times = i;
				Peer next = dialer.dial(listener.externalAddress());
				next.send(new Chat("more"));
				await().atMost(Nodes.SOON).until(() -> unclaimed(log, "DEBUG").size() == times);
				next.disconnect();
			}
			assertThat(unclaimed(log, "WARN")).singleElement().asString().contains(id).contains("1 Chat");
		}
	}

	private static List<String> unclaimed(CapturedLog log, String level) {
		return log.lines()
			.stream()
			.filter((line) -> line.startsWith(level) && line.contains("that nothing receives"))
			.toList();
	}

	@Test
	void receive_insideAHookAndAHandlerOfTheSamePeer_works() {
		Node listener = node();
		EventLog log = new EventLog();
		listener.onPeerConnected((n, peer) -> log.add(peer.receive(Chat.class).text()));
		listener.onMessage(Chat.class, (peer, chat) -> {
			if (chat.text().equals("more")) {
				log.add("more then " + peer.receive(Chat.class).text());
			}
		});
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		peer.send(new Chat("first"));
		peer.send(new Chat("more"));
		peer.send(new Chat("second"));
		log.awaitExactly("first", "more then second");
	}

	@Test
	void receive_ofNothing_timesOutNamingTypeAndPeer() {
		Node listener = node();
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		assertThatExceptionOfType(NoiseTimeoutException.class)
			.isThrownBy(() -> peer.receive(Chat.class, Duration.ofMillis(10)))
			.withMessageContaining("Chat")
			.withMessageContaining(peer.id())
			.withMessageContaining("PT0.01S");
	}

	@Test
	void receive_fromAPeerThatLeaves_failsAtOnce() throws Exception {
		Node listener = node();
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		CompletableFuture<Chat> waiting = CompletableFuture
			.supplyAsync(() -> peer.receive(Chat.class, Duration.ofMinutes(5)));
		only(listener).disconnect();
		assertThat(waiting).failsWithin(Nodes.SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NoiseException.class)
			.withMessageContaining("disconnected, REMOTE");
	}

	@Test
	void receive_afterThePeerLeft_givesWhatCameBefore() {
		Node listener = node();
		listener.listen();
		Node dialer = node();
		Peer peer = dialer.dial(listener.externalAddress());
		Peer inbound = only(listener);
		peer.send(new Chat("last words"));
		dialer.close();
		await().until(() -> !inbound.isConnected());
		assertThat(inbound.receive(Chat.class)).isEqualTo(new Chat("last words"));
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> inbound.receive(Chat.class))
			.withMessageContaining("disconnected");
	}

	@Test
	void receive_interrupted_endsWithTheFlagKept() throws Exception {
		Node listener = node();
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		CompletableFuture<String> outcome = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				peer.receive(Chat.class, Duration.ofMinutes(5));
			}
			catch (NoiseException ex) {
				outcome.complete(ex.getMessage() + " " + Thread.currentThread().isInterrupted());
			}
		});
		caller.start();
		caller.interrupt();
		assertThat(outcome.get()).contains("interrupted while waiting").endsWith("true");
	}

	@Test
	void messages_ofEightThreads_arriveInTheOrderOfEach() throws Exception {
		Node listener = node();
		Map<Integer, List<Integer>> received = new ConcurrentHashMap<>();
		AtomicInteger count = new AtomicInteger();
		listener.onMessage(Data.class, (peer, data) -> {
			received.computeIfAbsent(data.sender(), (sender) -> new CopyOnWriteArrayList<>()).add(data.number());
			count.incrementAndGet();
		});
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		int threads = 8;
		int messages = 500;
		List<Thread> senders = new ArrayList<>();
		for (int t = 0; t < threads; t++) {
			int sender = t;
			senders.add(new Thread(() -> {
				for (int i = 0; i < messages; i++) {
					peer.send(Data.of(sender, i, i));
				}
			}));
		}
		senders.forEach(Thread::start);
		await().atMost(Nodes.SOON).untilAtomic(count, Matchers.is(threads * messages));
		List<Integer> inOrder = IntStream.range(0, messages).boxed().toList();
		assertThat(received).hasSize(threads).allSatisfy((sender, numbers) -> assertThat(numbers).isEqualTo(inOrder));
	}

	@Test
	void sizes_upToTheLimit_arriveAndPastItAreRefusedNamingTheLimit() {
		Node listener = node();
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		Peer inbound = only(listener);
		int largest = (1 << 20) - 5;
		for (int size : new int[] { 0, 1, 127, 128, 65_535, 65_536, largest - 1, largest }) {
			String text = "x".repeat(size);
			peer.send(new Chat(text));
			assertThat(inbound.receive(Chat.class).text()).isEqualTo(text);
		}
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> peer.send(new Chat("x".repeat(largest + 1))))
			.withMessageContaining("1048577 bytes")
			.withMessageContaining("at most 1048576");
		assertThat(peer.isConnected()).isTrue();
	}

	@Test
	void receiverThatSleeps_slowsItsSenderOnlyAndMemoryIsBounded() throws Exception {
		Node listener = node();
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger handled = new AtomicInteger();
		listener.onMessage(Data.class, (peer, data) -> {
			release.await();
			handled.incrementAndGet();
		});
		EventLog quick = new EventLog();
		listener.onMessage(Chat.class, (peer, chat) -> quick.add(chat.text()));
		listener.listen();
		Node flooder = registered(this.nodes
			.create((builder) -> builder.sendTimeout(Duration.ofMillis(300)).drainTimeout(Duration.ofMillis(100))));
		Peer flooding = flooder.dial(listener.externalAddress());
		int accepted = 0;
		try {
			for (; accepted < 2_000; accepted++) {
				flooding.send(Data.of(0, accepted, 64 << 10));
			}
		}
		catch (NotSentException | UnknownOutcomeException ex) {
			assertThat(ex).hasMessageContaining("does not read");
		}
		// Both queues hold 4 MiB, the sockets some more; 2,000 messages would be 128 MiB.
		assertThat(accepted).isLessThan(1_000);
		node().dial(listener.externalAddress()).send(new Chat("hi"));
		quick.awaitExactly("hi");
		release.countDown();
		int sent = accepted;
		await().atMost(Nodes.SOON).until(() -> handled.get() >= sent);
		flooding.send(Data.of(0, 0, 1));
	}

	@Test
	void sendAsync_toAFullQueue_failsAtOnceAsNotSent() {
		Node listener = node();
		CountDownLatch release = new CountDownLatch(1);
		listener.onMessage(Data.class, (peer, data) -> release.await());
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		CompletableFuture<Void> send = peer.sendAsync(Data.of(0, 0, 64 << 10));
		for (int i = 0; i < 2_000 && !send.isCompletedExceptionally(); i++) {
			send = peer.sendAsync(Data.of(0, i, 64 << 10));
		}
		release.countDown();
		assertThat(send).failsWithin(Duration.ZERO)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NotSentException.class)
			.withMessageContaining("queue is full");
	}

	@Test
	void sendAsync_cancelled_makesRoomForOthers() {
		Node listener = node();
		CountDownLatch release = new CountDownLatch(1);
		listener.onMessage(Data.class, (peer, data) -> release.await());
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		List<CompletableFuture<Void>> sends = new ArrayList<>();
		do {
			sends.add(peer.sendAsync(Data.of(0, sends.size(), 64 << 10)));
		}
		while (!sends.get(sends.size() - 1).isCompletedExceptionally());
		CompletableFuture<Void> lastAccepted = sends.get(sends.size() - 2);
		assertThat(lastAccepted.cancel(true)).isTrue();
		CompletableFuture<Void> next = peer.sendAsync(Data.of(0, sends.size(), 64 << 10));
		assertThat(next.isCompletedExceptionally()).isFalse();
		release.countDown();
		assertThat(next).succeedsWithin(Nodes.SOON);
	}

	@Test
	void receive_forEver_isNoError() {
		Node listener = node();
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		peer.send(new Chat("hi"));
		assertThat(only(listener).receive(Chat.class, Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(new Chat("hi"));
	}

	@Test
	void sendAsync_acceptedAndNotBegunInTime_isWithdrawn() throws Exception {
		Node listener = node();
		CountDownLatch release = new CountDownLatch(1);
		Set<Integer> arrived = ConcurrentHashMap.newKeySet();
		listener.onMessage(Data.class, (peer, data) -> {
			release.await();
			arrived.add(data.number());
		});
		listener.listen();
		Peer peer = registered(this.nodes.create((builder) -> builder.sendTimeout(Duration.ofMillis(200))))
			.dial(listener.externalAddress());
		List<CompletableFuture<Void>> sends = new ArrayList<>();
		for (int i = 0; i < 400; i++) {
			sends.add(peer.sendAsync(Data.of(0, i, 64 << 10)));
		}
		await().atMost(Nodes.SOON).until(() -> sends.stream().allMatch(CompletableFuture::isDone));
		release.countDown();
		peer.disconnect();
		await().atMost(Nodes.SOON).until(() -> listener.peers().isEmpty());
		for (int i = 0; i < sends.size(); i++) {
			if (failure(sends.get(i)) instanceof NotSentException) {
				assertThat(arrived).doesNotContain(i);
			}
			else if (failure(sends.get(i)) == null) {
				assertThat(arrived).contains(i);
			}
		}
	}

	private static Throwable failure(CompletableFuture<?> future) {
		return future.handle((value, failure) -> failure).join();
	}

	@Test
	void disconnect_writesWhatWasAccepted() {
		for (int round = 0; round < 10; round++) {
			Node listener = node();
			List<Integer> received = new CopyOnWriteArrayList<>();
			listener.onMessage(Data.class, (peer, data) -> received.add(data.number()));
			listener.onPeerConnected((n, peer) -> peer.sendAsync(new Chat("unread")));
			listener.listen();
			Peer peer = node().dial(listener.externalAddress());
			List<CompletableFuture<Void>> sends = new ArrayList<>();
			for (int i = 0; i < 1_000; i++) {
				sends.add(peer.sendAsync(Data.of(0, i, 1_000)));
			}
			peer.disconnect();
			assertThat(sends).allSatisfy((send) -> assertThat(send).succeedsWithin(Nodes.SOON));
			await().atMost(Nodes.SOON).until(() -> received.size() == 1_000);
		}
	}

	@Test
	void abruptClose_withThousandsOfSendsUnderWay_completesEachTruthfully() throws Exception {
		for (int round = 0; round < 20; round++) {
			Node listener = node();
			Set<Integer> arrived = ConcurrentHashMap.newKeySet();
			listener.onMessage(Data.class, (peer, data) -> arrived.add(data.number()));
			listener.listen();
			Peer peer = node().dial(listener.externalAddress());
			List<CompletableFuture<Void>> sends = new CopyOnWriteArrayList<>();
			List<CompletableFuture<Void>> all = new ArrayList<>();
			for (int i = 0; i < 4_000; i++) {
				all.add(peer.sendAsync(Data.of(0, i, 500)));
				if (i == 1_000 + 100 * round) {
					only(listener).disconnectAsync();
				}
			}
			sends.addAll(all);
			await().atMost(Nodes.SOON).until(() -> sends.stream().allMatch(CompletableFuture::isDone));
			await().atMost(Nodes.SOON).until(() -> listener.peers().isEmpty());
			for (int i = 0; i < all.size(); i++) {
				if (failure(all.get(i)) instanceof NotSentException) {
					assertThat(arrived).doesNotContain(i);
				}
			}
		}
	}

	@Test
	void send_afterTheEnd_isNotSentNamingTheReason() {
		Node listener = node();
		listener.listen();
		Node dialer = node();
		Peer peer = dialer.dial(listener.externalAddress());
		peer.disconnect();
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> peer.send(new Chat("late")))
			.withMessageContaining("disconnected, LOCAL");
		dialer.close();
		assertThat(peer.sendAsync(new Chat("late"))).failsWithin(Duration.ZERO)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NotSentException.class);
	}

	@Test
	void sendAsync_whatCannotBeEncoded_failsInTheFuture() {
		Node listener = node();
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		assertThat(peer.sendAsync("text")).failsWithin(Duration.ZERO)
			.withThrowableOfType(ExecutionException.class)
			.withCauseExactlyInstanceOf(NoiseException.class)
			.withMessageContaining("java.lang.String");
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> peer.send(new Chat(null)))
			.withMessageContaining("Chat.text");
	}

	@Test
	void sendAsync_futures_areCompletedOffLaneAndLoop() {
		Node listener = node();
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		for (int i = 0; i < 200; i++) {
			CompletableFuture<Thread> completed = peer.sendAsync(new Chat("x"))
				.thenApply((v) -> Thread.currentThread());
			assertThat(completed.join()).isNotInstanceOf(EventLoopThread.class);
		}
	}

	@Test
	void send_onAnEventLoop_isRefused() {
		Node listener = node();
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		CompletableFuture<Throwable> thrown = new CompletableFuture<>();
		new EventLoopThread(() -> {
			try {
				peer.send(new Chat("x"));
			}
			catch (RuntimeException ex) {
				thrown.complete(ex);
			}
		}, "test").start();
		assertThatIllegalStateException().isThrownBy(() -> {
			throw thrown.join();
		}).withMessageContaining("event loop");
	}

	@Test
	void broadcast_reachesAllThatAreConnectedAndNamesTheOthers() {
		Node hub = node();
		hub.listen();
		EventLog log = new EventLog();
		for (int i = 0; i < 4; i++) {
			Node spoke = node();
			int number = i;
			spoke.onMessage(Chat.class, (peer, chat) -> log.add(chat.text() + number));
			spoke.dial(hub.externalAddress());
		}
		await().until(() -> hub.peers().size() == 4);
		BroadcastResult result = hub.broadcast(new Chat("to")).join();
		assertThat(result.reached()).hasSize(4);
		assertThat(result.failed()).isEmpty();
		await().until(() -> log.events().size() == 4);
		assertThat(log.events()).containsExactlyInAnyOrder("to0", "to1", "to2", "to3");
		assertThat(hub.broadcast("text")).failsWithin(Duration.ZERO)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NoiseException.class);
	}

	@Test
	void closedNode_sendsNothing_whetherItHadPeersOrNot() {
		Node alone = node();
		alone.close();
		for (Object message : List.of(new Chat("bye"), "of a type that is not registered")) {
			assertThat(alone.broadcast(message)).failsWithin(Duration.ZERO)
				.withThrowableOfType(ExecutionException.class)
				.withCauseInstanceOf(NotSentException.class)
				.withMessageContaining("is closed");
		}
		Node listener = node();
		listener.listen();
		Node closed = node();
		Peer peer = closed.dial(listener.externalAddress());
		List<CompletableFuture<BroadcastResult>> late = new CopyOnWriteArrayList<>();
		closed.onPeerDisconnected((n, gone) -> late.add(n.broadcast(new Chat("bye"))));
		closed.close();
		assertThat(late).singleElement()
			.asInstanceOf(InstanceOfAssertFactories.completableFuture(BroadcastResult.class))
			.failsWithin(Duration.ZERO)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NotSentException.class);
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> peer.send(new Chat("bye")));
		assertThat(peer.sendAsync(new Chat("bye"))).failsWithin(Duration.ZERO)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(NotSentException.class);
	}

	@Test
	void message_changedAfterSend_isSentAsItWas() {
		Node listener = node();
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		byte[] bytes = { 1, 2, 3 };
		peer.sendAsync(new Data(0, 0, bytes));
		bytes[0] = 9;
		assertThat(only(listener).receive(Data.class).bytes()).containsExactly(1, 2, 3);
	}

}
