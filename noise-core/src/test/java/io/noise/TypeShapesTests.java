package io.noise;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Two applications whose types of the same names differ, and know it.
 */
@SuppressWarnings("SameNameButDifferent")
class TypeShapesTests {

	/** The types of one application. */
	interface One {

		record Order(int number, Colour colour, List<Item> items) {
		}

		record Item(String name) {
		}

		record Vote(int value) {
		}

		record Answer(Colour colour) {
		}

		enum Colour {

			RED, GREEN, BLUE

		}

	}

	/** The types of the other application. */
	interface Two {

		record Order(int number, Colour colour, List<Item> items, Optional<String> note) {
		}

		record Item(String name, List<String> tags) {
		}

		record Vote(long value) {
		}

		record Answer(Colour colour) {
		}

		enum Colour {

			GREEN, RED

		}

	}

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	private Node node(Class<?>... types) {
		Node node = this.nodes.create();
		for (Class<?> type : types) {
			node.messages().register(type);
			node.onMessage(type, (peer, message) -> this.received.add(message.toString()));
		}
		node.listen();
		return node;
	}

	private String next() throws InterruptedException {
		return String.valueOf(this.received.poll(Nodes.SOON.toSeconds(), TimeUnit.SECONDS));
	}

	@Test
	void differingTypes_areTranslatedBothWays() throws Exception {
		Node one = node(One.Order.class);
		Node two = node(Two.Order.class);
		Peer peer = one.dial(two.externalAddress());
		peer.send(new One.Order(1, One.Colour.RED, List.of(new One.Item("a"), new One.Item("b"))));
		assertThat(next()).isEqualTo(
				"Order[number=1, colour=RED, items=[Item[name=a, tags=[]], Item[name=b, tags=[]]], note=Optional.empty]");
		two.peers()
			.get(0)
			.send(new Two.Order(2, Two.Colour.GREEN,
					List.of(new Two.Item("a", List.of("x")), new Two.Item("b", List.of())), Optional.of("note")));
		assertThat(next()).isEqualTo("Order[number=2, colour=GREEN, items=[Item[name=a], Item[name=b]]]");
	}

	@Test
	void whatThePeerCannotRead_isNotSent_andThePeerStays() {
		Node one = node(One.Order.class, One.Vote.class);
		Node two = node(Two.Order.class, Two.Vote.class);
		Peer peer = one.dial(two.externalAddress());
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> peer.send(new One.Vote(1)))
			.withMessage("message type Vote: not sent, it differs at the peer: Vote.value: int here, long at the peer "
					+ "(expected: the same)");
		assertThatExceptionOfType(NotSentException.class)
			.isThrownBy(() -> peer.send(new One.Order(1, One.Colour.BLUE, List.of())))
			.withMessage("message type Order: not sent, it differs at the peer: Colour.BLUE: not known to the peer "
					+ "(expected: one of GREEN, RED)");
		assertThat(peer.sendAsync(new One.Vote(1))).failsWithin(Nodes.SOON)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(NotSentException.class);
		assertThat(peer.isConnected()).isTrue();
	}

	@Test
	void broadcast_failsForThatPeerOnly() throws Exception {
		Node one = node(One.Vote.class);
		Node two = node(Two.Vote.class);
		Node three = node(One.Vote.class);
		Peer other = one.dial(two.externalAddress());
		one.dial(three.externalAddress());
		BroadcastResult result = one.broadcast(new One.Vote(7)).get(Nodes.SOON.toSeconds(), TimeUnit.SECONDS);
		assertThat(next()).isEqualTo("Vote[value=7]");
		assertThat(result.reached()).hasSize(1);
		assertThat(result.failed()).containsOnlyKeys(other);
		assertThat(result.failed().get(other)).isInstanceOf(NotSentException.class).hasMessageContaining("Vote.value");
	}

	@Test
	void requestsAndReplies_areTranslated() {
		Node one = node(One.Vote.class);
		one.messages().register(One.Answer.class);
		Node two = this.nodes.create();
		two.messages().register(Two.Answer.class);
		two.onRequest(Two.Answer.class, (peer, request) -> request);
		two.listen();
		Peer peer = one.dial(two.externalAddress());
		assertThat(peer.request(new One.Answer(One.Colour.GREEN), One.Answer.class))
			.isEqualTo(new One.Answer(One.Colour.GREEN));
		assertThatExceptionOfType(NotSentException.class)
			.isThrownBy(() -> peer.request(new One.Answer(One.Colour.BLUE), One.Answer.class));
	}

	@Test
	void differences_areToldAndLoggedOnce() {
		try (CapturedLog log = new CapturedLog("io.noise.message")) {
			Node one = node(One.Order.class, One.Vote.class);
			Node two = node(Two.Order.class, Two.Vote.class);
			Peer peer = one.dial(two.externalAddress());
			one.dial(two.externalAddress());
			assertThat(peer.typeDifferences().changed()).containsExactlyInAnyOrderEntriesOf(
					Map.of("Vote", "Vote.value: int here, long at the peer (expected: the same)", "Order",
							"Colour.BLUE: only here; Item.tags: List<String>, only at the peer; "
									+ "Order.note: Optional<String>, only at the peer"));
			assertThat(peer.typeDifferences().onlyHere()).isEmpty();
			await().untilAsserted(() -> assertThat(two.peers()).hasSize(2));
			assertThat(two.peers().get(0).typeDifferences().changed().get("Order"))
				.contains("Order.note: Optional<String>, only here");
			assertThat(log.lines().stream().filter((line) -> line.contains("other versions of 2 message types")))
				.hasSize(2);
		}
	}

	@Test
	void sameTypes_doNotDiffer() {
		try (CapturedLog log = new CapturedLog("io.noise.message")) {
			Node one = node(One.Order.class, One.Vote.class);
			Node two = node(One.Order.class, One.Vote.class);
			assertThat(one.dial(two.externalAddress()).typeDifferences().changed()).isEmpty();
			assertThat(log.lines()).noneMatch((line) -> line.contains("other versions"));
		}
	}

	@Test
	void typesRegisteredLater_areComparedBeforeTheirFirstMessage() throws Exception {
		Node one = node();
		Node two = node();
		Peer peer = one.dial(two.externalAddress());
		two.messages().register(Two.Vote.class);
		two.messages().register(Two.Order.class);
		two.onMessage(Two.Order.class, (from, order) -> this.received.add(order.toString()));
		one.messages().register(One.Vote.class);
		one.messages().register(One.Order.class);
		await().until(() -> peer.typeDifferences().onlyHere().isEmpty());
		assertThatExceptionOfType(NotSentException.class).isThrownBy(() -> peer.send(new One.Vote(1)))
			.withMessageContaining("int here, long at the peer");
		peer.send(new One.Order(1, One.Colour.GREEN, List.of()));
		assertThat(next()).isEqualTo("Order[number=1, colour=GREEN, items=[], note=Optional.empty]");
	}

}
