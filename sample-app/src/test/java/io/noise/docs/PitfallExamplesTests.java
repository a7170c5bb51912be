package io.noise.docs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.noise.Node;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.identity.Identity;
import io.noise.identity.NodeId;
import io.noise.session.Sessions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The pitfalls of {@code docs/hooks.md}.
 */
class PitfallExamplesTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final Node node = Node.builder().build();

	private final Node other = Node.builder().build();

	@BeforeEach
	void listen() {
		this.node.listen();
	}

	@AfterEach
	void close() {
		this.other.close();
		this.node.close();
	}

	record Hello(String name) {
	}

	record Order(int number) {
	}

	record Receipt(int number) {
	}

	record Which(String of) {
	}

	record This(String one) {
	}

	@Test
	void typesAreRegisteredFirst() {
		Node node = this.node;
		BlockingQueue<Chat> heard = new LinkedBlockingQueue<>();
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> node.onMessage(Chat.class, (peer, chat) -> {
		})).withMessageContaining("node.messages().register(Chat.class)");
		// tag::register[]
		node.messages().register(Chat.class); // before onMessage, or it throws
		node.onMessage(Chat.class, (peer, chat) -> heard.add(chat));
		// end::register[]
		this.other.messages().register(Chat.class);
		this.other.dial(node.externalAddress()).send(new Chat("hello"));
		assertThat(poll(heard)).isEqualTo(new Chat("hello"));
	}

	@Test
	void metadataDoesNotTravel_messagesDo() {
		BlockingQueue<Peer> named = new LinkedBlockingQueue<>();
		this.other.messages().register(Hello.class);
		this.node.messages().register(Hello.class);
		hello(this.other, this.node, named);
		Peer peer = this.other.dial(this.node.externalAddress());
		assertThat(poll(named).get("name")).isEqualTo("the shop");
		assertThat(peer.metadata()).isEmpty();
	}

	private static void hello(Node shop, Node node, BlockingQueue<Peer> named) {
		// tag::metadata[]
		// here: peer.set("name", "the shop") would not reach the other side
		shop.onPeerInit((n, peer) -> peer.send(new Hello("the shop")));

		// there
		node.onMessage(Hello.class, (peer, hello) -> {
			peer.set("name", hello.name()); // for the hooks and handlers of that side
			named.add(peer);
		});
		// end::metadata[]
	}

	@Test
	void workOutlivesItsConnection() {
		Identity customer = Identity.generate();
		CountDownLatch arrived = new CountDownLatch(1);
		CountDownLatch back = new CountDownLatch(1);
		this.node.messages().register(Order.class);
		this.node.messages().register(Receipt.class);
		deliver(this.node, arrived, back);
		try (Node first = customer(customer); Node second = customer(customer)) {
			Peer peer = first.dial(this.node.externalAddress());
			peer.send(new Order(7));
			await(arrived);
			peer.disconnect();
			Peer again = second.dial(this.node.externalAddress());
			CompletableFuture<Receipt> receipt = new CompletableFuture<>();
			again.onMessage(Receipt.class, (now, message) -> receipt.complete(message));
			// Each side has the new peer once its own hooks have begun.
			NodeId id = customer.id();
			Awaitility.await().until(() -> this.node.peer(id).filter(Peer::isConnected).isPresent());
			back.countDown();
			assertThat(receipt).succeedsWithin(SOON).isEqualTo(new Receipt(7));
		}
	}

	private static Node customer(Identity identity) {
		Node node = Node.builder().session(Sessions.secure(identity)).build();
		node.messages().register(Order.class);
		node.messages().register(Receipt.class);
		return node;
	}

	private static void deliver(Node node, CountDownLatch arrived, CountDownLatch back) {
		// tag::outlived[]
		node.onMessage(Order.class, (peer, order) -> {
			// This takes a while. The peer may have disconnected by then:
			Receipt receipt = work(order, arrived, back);
			NodeId customer = peer.identity().orElseThrow();
			node.peer(customer) // the newest connection to the same node, if any
				.ifPresent((now) -> now.send(receipt));
		});
		// end::outlived[]
	}

	private static Receipt work(Order order, CountDownLatch arrived, CountDownLatch back) {
		arrived.countDown();
		await(back);
		return new Receipt(order.number());
	}

	@Test
	void handlerTakesItsAnswerItself() {
		BlockingQueue<String> served = new LinkedBlockingQueue<>();
		for (Node each : List.of(this.node, this.other)) {
			List.of(Chat.class, Which.class, This.class).forEach(each.messages()::register);
		}
		serve(this.node, served);
		this.other.onMessage(Which.class, (peer, which) -> peer.send(new This("the blue " + which.of())));
		this.other.dial(this.node.externalAddress()).send(new Chat("a hat, please"));
		assertThat(poll(served)).isEqualTo("the blue hat");
	}

	private static void serve(Node node, BlockingQueue<String> served) {
		// tag::receive[]
		node.onMessage(Chat.class, (peer, chat) -> {
			peer.send(new Which("hat"));
			// A handler for This could run only after this one returns. So receive the
			// answer here:
			This answer = peer.receive(This.class, Duration.ofSeconds(10));
			served.add(answer.one());
		});
		// end::receive[]
	}

	@Test
	void handlerThatHangs_isGivenUp() {
		BlockingQueue<Integer> done = new LinkedBlockingQueue<>();
		CountDownLatch never = new CountDownLatch(1);
		this.node.messages().register(Order.class);
		this.other.messages().register(Order.class);
		ExecutorService pool = Executors.newCachedThreadPool();
		try {
			bounded(this.node, pool, 5_000, (order) -> {
				if (order.number() == 1) {
					await(never);
				}
				done.add(order.number());
			});
			Peer peer = this.other.dial(this.node.externalAddress());
			peer.send(new Order(1));
			peer.send(new Order(2));
			assertThat(poll(done)).isEqualTo(2);
			assertThat(this.node.stats().hookFailures()).isOne();
		}
		finally {
			never.countDown();
			pool.shutdownNow();
		}
	}

	private interface Work {

		void on(Order order) throws Exception;

	}

	private static void bounded(Node node, ExecutorService pool, long millis, Work work) {
		// tag::hangs[]
		node.onMessage(Order.class, (peer, order) -> {
			Future<?> working = pool.submit(() -> {
				work.on(order);
				return null;
			});
			try {
				// Throws after the timeout, which is logged and counted:
				working.get(millis, TimeUnit.MILLISECONDS);
			}
			finally {
				working.cancel(true);
			}
		});
		// end::hangs[]
	}

	@Test
	void oneNodeHasManyAddresses() {
		Node node = this.other;
		int port = this.node.port();
		// tag::addresses[]
		Peer one = node.dial("localhost:" + port);
		Peer two = node.dial("127.0.0.1:" + port); // the same node, but another peer
		boolean same = one.identity().equals(two.identity()); // true
		// end::addresses[]
		assertThat(same).isTrue();
		assertThat(node.peers()).containsExactly(one, two);
	}

	private static <T> T poll(BlockingQueue<T> queue) {
		try {
			T found = queue.poll(SOON.toSeconds(), TimeUnit.SECONDS);
			assertThat(found).isNotNull();
			return found;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
