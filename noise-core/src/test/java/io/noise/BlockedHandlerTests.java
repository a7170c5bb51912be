package io.noise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A handler that blocks for the time of {@code noise.blocked}, a sender that floods it
 * all the while, and pings in both directions: on real sockets, encrypted.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class BlockedHandlerTests {

	private static final Duration LENGTH = Duration.parse(System.getProperty("noise.blocked", "PT10S"));

	private static final Duration SEND_TIMEOUT = Duration.ofSeconds(1);

	private static final int SAMPLES = 24;

	/** The queues of both sides have 4 MiB each, and the write buffers some more. */
	private static final long MOST_MORE_MEMORY = 48 << 20;

	/** More messages than the window holds. */
	private static final int AFTERWARDS = 6_000;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final CountDownLatch release = new CountDownLatch(1);

	private final CountDownLatch handling = new CountDownLatch(1);

	private final CountDownLatch over = new CountDownLatch(1);

	private final Map<String, List<Integer>> delivered = new ConcurrentHashMap<>();

	private final List<String> pings = new CopyOnWriteArrayList<>();

	private final MemorySamples memory = new MemorySamples();

	@AfterEach
	void letGo() {
		this.over.countDown();
		this.release.countDown();
		this.threads.shutdownNow();
	}

	@Test
	void blockedHandler_floodedAndPinged_isDeliveredWhatWasSentAndNothingElse() throws Exception {
		Node listener = node();
		listener.onMessage(Flood.Drop.class, (peer, drop) -> handle(drop));
		listener.listen();
		Peer there = node().dial(listener.externalAddress());
		Peer here = await().until(listener::peers, (peers) -> peers.size() == 1).get(0);
		Flood blocking = new Flood("send", there);
		Flood async = new Flood("sendAsync", there);
		assertThat(blocking.sendNext()).isTrue();
		this.handling.await();
		this.memory.take();
		CompletableFuture<Void> work = CompletableFuture.allOf(run(() -> blocking.send(this.over)),
				run(() -> async.sendAsync(this.over)), run(() -> ping(there)), run(() -> ping(here)));
		takeSamples(work);
		this.over.countDown();
		work.get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
		await().atMost(Nodes.SOON).until(async::hasEnded);
		System.out.printf("blocked for %s%n%s%n%s%npings %s%n%s%n", LENGTH, blocking, async, this.pings, this.memory);
		assertThat(this.delivered).isEmpty();
		assertNotSent(blocking);
		assertNotSent(async);
		this.release.countDown();
		sendAgain(blocking);
		assertDelivered(blocking);
		assertDelivered(async);
		assertStillTheSame(listener, here);
		assertStillTheSame(there.node(), there);
		assertFlatMemory();
	}

	private Node node() {
		Node node = this.nodes.create((builder) -> builder.sendTimeout(SEND_TIMEOUT));
		node.messages().register(Flood.Drop.class);
		return node;
	}

	private void handle(Flood.Drop drop) throws InterruptedException {
		this.handling.countDown();
		this.release.await();
		this.delivered.computeIfAbsent(drop.flood(), (flood) -> Collections.synchronizedList(new ArrayList<>()))
			.add(drop.number());
	}

	/** The work of a thread. */
	private interface Work {

		void run() throws Exception;

	}

	private CompletableFuture<Void> run(Work work) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.threads.execute(() -> {
			try {
				work.run();
				done.complete(null);
			}
			catch (Throwable ex) {
				done.completeExceptionally(ex);
			}
		});
		return done;
	}

	/** Sends a ping; fails the test if the reply is missing or too late. */
	private void ping(Peer peer) throws Exception {
		int answered = 0;
		Duration longest = Duration.ZERO;
		while (!this.over.await(1, TimeUnit.MILLISECONDS)) {
			Duration took = peer.ping().get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
			answered++;
			longest = (took.compareTo(longest) > 0) ? took : longest;
		}
		assertThat(answered).isPositive();
		this.pings.add(peer.direction() + ": " + answered + " answered, the longest took " + longest);
	}

	private void takeSamples(CompletableFuture<Void> work) throws Exception {
		for (int i = 0; i < SAMPLES && !work.isDone(); i++) {
			this.over.await(LENGTH.toMillis() / SAMPLES, TimeUnit.MILLISECONDS);
			this.memory.take();
		}
		assertThat(work).as("the work of the threads, which nothing but their failure ends").isNotDone();
	}

	/** Checks that the credit of delivered messages was granted again. */
	private void sendAgain(Flood flood) {
		int until = flood.succeeded().size() + AFTERWARDS;
		while (flood.succeeded().size() < until) {
			flood.sendNext();
		}
	}

	private static void assertNotSent(Flood flood) {
		assertThat(flood.failures()).containsKey(NotSentException.class);
		assertThat(Set.<Class<?>>of(NotSentException.class, UnknownOutcomeException.class))
			.containsAll(flood.failures().keySet());
	}

	/** Checks that the last message was sent, and arrived last. */
	private void assertDelivered(Flood flood) {
		List<Integer> succeeded = new ArrayList<>(flood.succeeded());
		await().atMost(Nodes.SOON).until(() -> delivered(flood).contains(flood.succeeded().last()));
		List<Integer> delivered = new ArrayList<>(delivered(flood));
		assertThat(delivered).isSorted().doesNotHaveDuplicates();
		delivered.removeAll(flood.unknown());
		assertThat(delivered).isEqualTo(succeeded);
	}

	/** Returns the delivered messages in order. */
	private List<Integer> delivered(Flood flood) {
		return this.delivered.getOrDefault(flood.name(), List.of());
	}

	private static void assertStillTheSame(Node node, Peer peer) {
		assertThat(node.peers()).containsExactly(peer);
		assertThat(peer.isConnected()).isTrue();
		assertThat(node.stats().peersDisconnected()).isZero();
	}

	private void assertFlatMemory() {
		assertThat(this.memory.later()).as("all, of %s", this.memory).allSatisfy((sample) -> {
			assertThat(sample.heap()).isLessThan(this.memory.first().heap() + MOST_MORE_MEMORY);
			assertThat(sample.direct()).isLessThan(this.memory.first().direct() + MOST_MORE_MEMORY);
		});
	}

}
