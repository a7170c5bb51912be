package io.noise.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.noise.CapturedLog;
import io.noise.MessageCodec;
import io.noise.MessageName;
import io.noise.Node;
import io.noise.Nodes;
import io.noise.Peer;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The reasons that the other side gives when it closes, such as a type that has changed
 * on one side only.
 */
class RemoteReasonTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final List<String> log = new CopyOnWriteArrayList<>();

	@MessageName("Order")
	record Order(String number, List<Item> items) {
	}

	record Item(String name) {
	}

	@MessageName("Order")
	record NewOrder(String number, List<NewItem> items) {
	}

	record NewItem(String name, int count) {
	}

	/**
	 * Writes what a record would, but tells the other side of no form, so that it is not
	 * known beforehand that the other side cannot read it.
	 */
	private static final class OrderCodec implements MessageCodec<Order> {

		@Override
		public void encode(Order order, PayloadWriter out) {
			out.writeString(order.number()).writeInt(order.items().size());
			order.items().forEach((item) -> out.writeString(item.name()));
		}

		@Override
		public Order decode(PayloadReader in) {
			throw new UnsupportedOperationException();
		}

	}

	private Node sender() {
		Node sender = this.nodes.create();
		sender.messages().register(7, Order.class, new OrderCodec());
		sender.onPeerDisconnected((n, peer) -> this.log
			.add(peer.disconnectReason().orElseThrow() + " " + peer.remoteReason().orElseThrow()));
		return sender;
	}

	private Node listening() {
		Node listener = this.nodes.create();
		listener.messages().register(NewOrder.class);
		listener.onMessage(NewOrder.class, (peer, order) -> this.log.add("handled"));
		listener.listen();
		return listener;
	}

	private static Order order() {
		return new Order("a secret number", List.of(new Item("a secret name")));
	}

	@Test
	void typeThatChangedOnOneSide_isToldToBothNamingTypeAndComponent() {
		Node listener = listening();
		Node sender = sender();
		try (CapturedLog captured = new CapturedLog("io.noise")) {
			for (int i = 1; i <= 3; i++) {
				int times = i;
				sender.dial(listener.externalAddress()).send(order());
				await().atMost(Nodes.SOON).until(() -> this.log.size() == times);
				await().atMost(Nodes.SOON).until(() -> listener.stats().decodeFailures() == times);
			}
			assertThat(this.log).hasSize(3).containsOnly("REMOTE DECODE: Order, at NewItem.count");
			assertThat(warnings(captured)).singleElement()
				.asString()
				.contains("Order")
				.contains("NewItem.count")
				.doesNotContain("secret");
		}
	}

	private static List<String> warnings(CapturedLog captured) {
		return captured.lines().stream().filter((line) -> line.startsWith("WARN")).toList();
	}

	@Test
	void configuredPeerThatCannotDecode_isWarnedOf() {
		Node listener = listening();
		Node sender = sender();
		sender.onPeerDialed((n, peer) -> peer.send(order()));
		try (CapturedLog captured = new CapturedLog("io.noise")) {
			sender.keepConnected(listener.externalAddress());
			await().atMost(Nodes.SOON).until(() -> this.log.size() > 1);
			await().atMost(Nodes.SOON)
				.until(() -> sender.keptConnections().get(0).lastMessage().orElse("").contains("NewItem.count"));
			assertThat(warnings(captured).stream().filter((line) -> line.contains("could not decode"))).singleElement()
				.asString()
				.contains(listener.externalAddress())
				.contains("Order, at NewItem.count");
		}
	}

	@Test
	void connectionThatEndsMisunderstood_isASuccessOnlyIfItLastedLong() {
		assertThat(Reconnector.hasLasted(Duration.ofSeconds(10).toNanos(), false)).isTrue();
		assertThat(Reconnector.hasLasted(Duration.ofSeconds(59).toNanos(), true)).isFalse();
		assertThat(Reconnector.hasLasted(Duration.ofSeconds(60).toNanos(), true)).isTrue();
	}

	@Test
	void peerThatWantsTheEnd_saysSo() {
		Node listener = listening();
		Node sender = sender();
		Peer first = sender.dial(listener.externalAddress());
		assertThat(first.remoteReason()).isEmpty();
		await().atMost(Nodes.SOON).until(() -> listener.peers().size() == 1);
		listener.peers().get(0).disconnect();
		await().atMost(Nodes.SOON).until(() -> this.log.size() == 1 && listener.peers().isEmpty());
		sender.dial(listener.externalAddress());
		await().atMost(Nodes.SOON).until(() -> listener.peers().size() == 1);
		listener.close();
		await().atMost(Nodes.SOON).until(() -> this.log.size() == 2);
		assertThat(this.log).containsExactly("REMOTE LOCAL", "REMOTE SHUTDOWN");
	}

	@Test
	void wireWithoutClosingWords_hasNoReason() {
		Node listener = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		listener.listen();
		Node dialer = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		dialer.onPeerDisconnected((n, peer) -> this.log.add(peer.remoteReason() + ""));
		dialer.dial(listener.externalAddress());
		await().atMost(Nodes.SOON).until(() -> listener.peers().size() == 1);
		listener.peers().get(0).disconnect();
		await().atMost(Nodes.SOON).until(() -> this.log.size() == 1);
		assertThat(this.log).containsExactly(Optional.empty().toString());
	}

}
