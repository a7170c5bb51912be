package io.noise.docs;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.noise.BroadcastResult;
import io.noise.Dispatch;
import io.noise.DisconnectReason;
import io.noise.MessageCodec;
import io.noise.MessageName;
import io.noise.Node;
import io.noise.NoiseException;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.Registration;
import io.noise.UnknownOutcomeException;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.session.Sessions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Examples of {@code docs/messages.md} for types, sending and receiving.
 */
class MessageExamplesTests {

	private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

	private final Node other = Node.builder().build();

	private final Node node = Node.builder().build();

	@BeforeEach
	void listen() {
		register(this.node);
		register(this.other);
		this.other.listen();
	}

	@AfterEach
	void close() {
		this.node.close();
		this.other.close();
	}

	@Test
	void names_tellTypesApart() {
		try (Node node = Node.builder().build()) {
			// tag::names[]
			node.messages().register(Chat.class); // under the name Chat
			node.messages().register(Parcel.class); // under the name shop.parcel
			// end::names[]
			node.listen();
			try (Node other = Node.builder().build()) {
				other.messages().register(101, Parcel.class);
				other.dial(node.externalAddress()).send(new Parcel(7));
				await().until(() -> !node.peers().isEmpty());
				assertThat(node.peers().get(0).receive(Parcel.class)).isEqualTo(new Parcel(7));
			}
		}
	}

	// tag::names[]

	@MessageName("shop.parcel")
	record Parcel(long number) {
	}
	// end::names[]

	private static void register(Node node) {
		// tag::register[]
		node.messages().register(16, Chat.class);
		node.messages().register(17, Order.class);
		System.out.println(node.messages()); // [16 Chat, 17 Order]
		// end::register[]
		// tag::codec[]
		node.messages().register(18, URI.class, new MessageCodec<URI>() {

			@Override
			public void encode(URI uri, PayloadWriter out) {
				out.writeString(uri.toString());
			}

			@Override
			public URI decode(PayloadReader in) {
				return URI.create(in.readString()); // an exception disconnects the peer
			}

		});
		// end::codec[]
	}

	private Peer dial() {
		return this.node.dial(this.other.externalAddress());
	}

	private Object next() throws InterruptedException {
		return String.valueOf(this.heard.poll(10, TimeUnit.SECONDS));
	}

	@Test
	void table_prints() {
		assertThat(this.node.messages()).hasToString("[16 Chat, 17 Order, 18 URI]");
	}

	@Test
	void records_arriveEqual() {
		List<Order> orders = List.of(
				new Order(7, List.of(new Item("tea", 2)), new Payment.Card("1234"), Optional.of(Instant.EPOCH)),
				new Order(8, List.of(), new Payment.Invoice(Duration.ofDays(14)), Optional.empty()));
		this.other.onMessage(Order.class, (peer, order) -> this.heard.add(order));
		Peer peer = dial();
		orders.forEach(peer::send);
		await().untilAsserted(() -> assertThat(this.heard).containsExactlyElementsOf(orders));
	}

	@Test
	void codec_writesAndReads() throws InterruptedException {
		this.other.onMessage(URI.class, (peer, uri) -> this.heard.add(uri));
		dial().send(URI.create("noise:hello"));
		assertThat(next()).isEqualTo("noise:hello");
	}

	/** An amount of money, in cents. */
	static final class Money {

		private final long cents;

		Money(long cents) {
			this.cents = cents;
		}

		long cents() {
			return this.cents;
		}

	}

	record Bill(String to, List<Money> items) {
	}

	private static void registerBill(Node node) {
		// tag::component[]
		node.messages().component(Money.class, new MessageCodec<Money>() {

			@Override
			public void encode(Money money, PayloadWriter out) {
				out.writeLong(money.cents());
			}

			@Override
			public Money decode(PayloadReader in) {
				return new Money(in.readLong());
			}

		});
		node.messages().register(19, Bill.class); // record Bill(String to, List<Money>
													// items)
		// end::component[]
	}

	@Test
	void componentCodec_writesAndReads() throws InterruptedException {
		registerBill(this.node);
		registerBill(this.other);
		this.other.onMessage(Bill.class, (peer, bill) -> this.heard.add(bill.items().get(1).cents()));
		dial().send(new Bill("Ann", List.of(new Money(5), new Money(250))));
		assertThat(next()).isEqualTo("250");
	}

	@Test
	void send_failed_tellsWhetherToRepeat() throws InterruptedException {
		this.other.onMessage(Chat.class, (peer, chat) -> this.heard.add(chat.text()));
		Peer peer = dial();
		assertThat(send(peer, "hello")).isTrue();
		assertThat(next()).isEqualTo("hello");
		peer.disconnect();
		assertThat(send(peer, "hello?")).isFalse();
	}

	private static boolean send(Peer peer, String text) {
		// tag::send[]
		try {
			peer.send(new Chat(text));
			return true; // the operating system has it; the peer may not have it yet
		}
		catch (NotSentException ex) {
			return false; // no part of it was sent: safe to send again, here or elsewhere
		}
		catch (UnknownOutcomeException ex) {
			throw ex; // it may have arrived: decide whether to send it again
		}
		// end::send[]
	}

	@Test
	void sendAsync_tellsFailure() throws InterruptedException {
		Peer peer = dial();
		peer.disconnect();
		BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
		// tag::async[]
		peer.sendAsync(new Chat("hello")).whenComplete((nothing, failure) -> {
			if (failure != null) {
				failures.add(failure);
			}
		});
		// end::async[]
		assertThat(failures.poll(10, TimeUnit.SECONDS)).isInstanceOf(NotSentException.class);
	}

	@Test
	void tooLong_namesLimit() {
		Peer peer = dial();
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> peer.send(new Chat("x".repeat(1 << 20))))
			.withMessageContaining("expected: at most 1048576");
	}

	@Test
	void unregistered_isRefused() {
		Peer peer = dial();
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> peer.send(new Item("tea", 1)))
			.withMessageContaining("not registered");
	}

	@Test
	void handlers_ofPeerComeFirst() throws InterruptedException {
		handlers(this.other, this.heard);
		dial().send(new Chat("hello"));
		assertThat(next()).isEqualTo("the peer's: hello");
		assertThat(next()).isEqualTo("the node's: hello");
	}

	private static void handlers(Node node, BlockingQueue<Object> log) {
		// tag::handlers[]
		Registration all = node.onMessage(Chat.class, (peer, chat) -> log.add("the node's: " + chat.text()));
		node.onPeerInit((n, peer) -> {
			// runs first
			peer.onMessage(Chat.class, (p, chat) -> log.add("the peer's: " + chat.text()));
		});
		// end::handlers[]
		assertThat(all).isNotNull();
	}

	@Test
	void handler_direct() throws InterruptedException {
		direct(this.other);
		Peer peer = dial();
		peer.onMessage(Chat.class, (p, chat) -> this.heard.add(chat.text()));
		peer.send(new Chat("hello"));
		assertThat(next()).isEqualTo("you said: hello");
	}

	private static void direct(Node node) {
		// tag::direct[]
		node.onMessage(Chat.class, Dispatch.DIRECT,
				(peer, chat) -> peer.sendAsync(new Chat("you said: " + chat.text())));
		// end::direct[]
	}

	@Test
	void receive_inHook() throws InterruptedException {
		receive(this.other, this.heard);
		dial().send(new Chat("alice"));
		assertThat(next()).isEqualTo("alice");
	}

	@Test
	void receive_nothing_timesOut() {
		Peer peer = dial();
		assertThatExceptionOfType(NoiseTimeoutException.class)
			.isThrownBy(() -> peer.receive(Chat.class, Duration.ofMillis(1)));
	}

	private static void receive(Node node, BlockingQueue<Object> names) {
		// tag::receive[]
		node.onPeerConnected((n, peer) -> {
			// throws a NoiseTimeoutException if no message arrives
			Chat first = peer.receive(Chat.class, Duration.ofSeconds(10));
			names.add(first.text());
		});
		// end::receive[]
	}

	@Test
	void broadcast_tellsWhomItReached() throws InterruptedException {
		this.other.onMessage(Chat.class, (peer, chat) -> this.heard.add(chat.text()));
		dial();
		dial();
		assertThat(broadcast(this.node).reached()).hasSize(2);
		assertThat(next()).isEqualTo("to all");
		assertThat(next()).isEqualTo("to all");
	}

	private static BroadcastResult broadcast(Node node) {
		// tag::broadcast[]
		BroadcastResult result = node.broadcast(new Chat("to all")).join();
		result.failed().forEach((peer, why) -> System.out.println(peer + " did not get it: " + why));
		// end::broadcast[]
		return result;
	}

	@Test
	void typeUnknownToReceiver_isNotSent() {
		this.node.messages().register(99, Item.class);
		Peer peer = dial();
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> peer.send(new Item("tea", 1)))
			.withMessageContaining("Item");
		assertThat(peer.typeDifferences().onlyHere()).containsExactly("Item");
		assertThat(peer.isConnected()).isTrue();
	}

	@Test
	void opcodeUnknownToReceiver_onPlain_disconnects() throws InterruptedException {
		try (Node sender = Node.builder().session(Sessions.plain()).build();
				Node receiver = Node.builder().session(Sessions.plain()).build()) {
			sender.messages().register(99, Item.class);
			receiver.onPeerDisconnected((n, peer) -> peer.disconnectReason().ifPresent(this.heard::add));
			receiver.listen();
			sender.dial(receiver.externalAddress()).send(new Item("tea", 1));
			assertThat(next()).isEqualTo(DisconnectReason.DECODE.name());
		}
	}

	@Test
	void appendedComponents_areIgnoredByOldAndEmptyForNew() {
		try (Node old = Node.builder().build(); Node young = Node.builder().build()) {
			old.messages().register(16, Before.Login.class);
			young.messages().register(16, After.Login.class);
			young.onMessage(After.Login.class, (peer, login) -> {
				this.heard.add(login);
				peer.send(new After.Login("bob", Optional.of("en"), List.of("admin")));
			});
			young.listen();
			Peer peer = old.dial(young.externalAddress());
			peer.send(new Before.Login("alice"));
			assertThat(peer.receive(Before.Login.class)).isEqualTo(new Before.Login("bob"));
			assertThat(this.heard).containsExactly(new After.Login("alice", Optional.empty(), List.of()));
		}
	}

	// tag::records[]
	record Order(long number, List<Item> items, Payment payment, Optional<Instant> due) {
	}

	record Item(String name, int count) {
	}

	sealed interface Payment permits Payment.Card, Payment.Invoice {

		record Card(String lastDigits) implements Payment {
		}

		record Invoice(Duration term) implements Payment {
		}

	}
	// end::records[]

	private static final class Before {

		// tag::before[]
		record Login(String name) {
		}
		// end::before[]

	}

	private static final class After {

		// tag::after[]
		record Login(String name, Optional<String> language, List<String> roles) {
		}
		// end::after[]

	}

}
