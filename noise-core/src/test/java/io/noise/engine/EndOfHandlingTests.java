package io.noise.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.noise.Chat;
import io.noise.DisconnectReason;
import io.noise.Node;
import io.noise.NodeStats;
import io.noise.Nodes;
import io.noise.NoiseException;
import io.noise.Peer;
import io.noise.identity.AllowList;
import io.noise.identity.Identity;
import io.noise.identity.Trust;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The messages that wait when a connection ends.
 */
class EndOfHandlingTests {

	private static final int MESSAGES = 1_000;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final List<String> handled = new CopyOnWriteArrayList<>();

	private Node node() {
		return registered(this.nodes.create());
	}

	private static Node registered(Node node) {
		node.messages().register(1, Chat.class);
		return node;
	}

	/** Lets all messages arrive before the first is handled. */
	private static void waitForAll(Node listener) {
		listener.onPeerInit(
				(n, peer) -> await().atMost(Nodes.SOON).until(() -> peer.stats().messagesReceived() == MESSAGES));
	}

	private static void flood(Peer peer) {
		List<CompletableFuture<Void>> sends = new ArrayList<>();
		for (int i = 0; i < MESSAGES; i++) {
			sends.add(peer.sendAsync(new Chat("" + i)));
		}
		sends.forEach(CompletableFuture::join);
	}

	private void awaitEnd(Node node) {
		await().atMost(Nodes.SOON).until(() -> this.handled.contains("gone") && node.peers().isEmpty());
	}

	@ParameterizedTest
	@EnumSource(names = { "LOCAL", "REJECTED", "PROTOCOL", "DECODE", "LIMIT" })
	void connectionThatThisSideEnds_isHandledNoFurther(DisconnectReason why) {
		Node listener = node();
		waitForAll(listener);
		listener.onMessage(Chat.class, (peer, chat) -> {
			this.handled.add(chat.text());
			if (this.handled.size() == 26) {
				NodeParts.of(peer, Connection.class).stop(why);
			}
		});
		listener.onMessage(Chat.class, (peer, chat) -> {
			if (this.handled.size() == 26) {
				this.handled.add("second handler of " + chat.text());
			}
		});
		listener.onPeerDisconnected((n, peer) -> this.handled.add("received " + peer.receive(Chat.class).text()));
		listener.onPeerDisconnected((n, peer) -> this.handled.add("gone"));
		listener.listen();
		flood(node().dial(listener.externalAddress()));
		awaitEnd(listener);
		assertThat(this.handled.subList(25, this.handled.size())).containsExactly("25", "received 26", "gone");
		await().until(() -> listener.stats().messagesDropped() == MESSAGES - 27);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "LOCAL", "REJECTED", "PROTOCOL", "DECODE", "LIMIT" })
	void connectionThatEndsOtherwise_isHandledToItsEnd(DisconnectReason why) {
		Node listener = node();
		waitForAll(listener);
		listener.onMessage(Chat.class, (peer, chat) -> {
			this.handled.add(chat.text());
			if (this.handled.size() == 26) {
				NodeParts.of(peer, Connection.class).stop(why);
			}
		});
		listener.onPeerDisconnected((n, peer) -> this.handled.add("gone"));
		listener.listen();
		flood(node().dial(listener.externalAddress()));
		awaitEnd(listener);
		assertThat(this.handled).hasSize(MESSAGES + 1).endsWith("" + (MESSAGES - 1), "gone");
		assertThat(listener.stats().messagesDropped()).isZero();
	}

	@Test
	void peerThatIsCastOut_hasAtMostTheMessageHandledThatIs() throws Exception {
		Identity own = Identity.generate();
		Identity theirs = Identity.generate();
		AllowList friends = Trust.allowList(List.of(theirs.id()));
		Node listener = registered(
				this.nodes.create((builder) -> builder.session(Sessions.secure(own)).trust(friends)));
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch removed = new CountDownLatch(1);
		waitForAll(listener);
		listener.onMessage(Chat.class, (peer, chat) -> {
			this.handled.add(chat.text());
			if (this.handled.size() == 26) {
				running.countDown();
				removed.await();
			}
		});
		listener.onPeerDisconnected((n, peer) -> this.handled.add("gone"));
		listener.listen();
		Node dialer = registered(this.nodes.create((builder) -> builder.session(Sessions.secure(theirs))));
		flood(dialer.dial(listener.externalAddress()));
		running.await();
		friends.remove(theirs.id());
		removed.countDown();
		awaitEnd(listener);
		assertThat(this.handled).hasSize(27).endsWith("25", "gone");
		await().until(() -> listener.stats().messagesDropped() == MESSAGES - 26);
	}

	@Test
	void handlerThatIsAddedByADisconnectHook_getsNothing() {
		Node listener = node();
		listener.onPeerDisconnected((n, peer) -> {
			peer.onMessage(Chat.class, (from, chat) -> this.handled.add(chat.text()));
			this.handled.add("gone");
		});
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		peer.send(new Chat("unclaimed"));
		peer.disconnect();
		awaitEnd(listener);
		await().until(() -> listener.stats().messagesDropped() == 1);
		assertThat(this.handled).containsExactly("gone");
	}

	@Test
	void messagesThatAreLeft_canBeReceivedByADisconnectHookAndNotLater() {
		Node listener = node();
		listener.onPeerDisconnected((n, peer) -> this.handled.add(peer.receive(Chat.class).text()));
		listener.listen();
		Peer peer = node().dial(listener.externalAddress());
		peer.send(new Chat("one"));
		peer.send(new Chat("two"));
		await().until(() -> !listener.peers().isEmpty() && listener.peers().get(0).stats().messagesReceived() == 2);
		Peer inbound = listener.peers().get(0);
		inbound.disconnect();
		assertThat(this.handled).containsExactly("one");
		assertThat(listener.stats().messagesDropped()).isEqualTo(1);
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> inbound.receive(Chat.class))
			.withMessageContaining("LOCAL");
	}

	@Test
	void stats_madeWithoutDroppedMessages_haveNone() {
		assertThat(new NodeStats(1, 2, 3, 4, 5, 6, Map.of(), 7).messagesDropped()).isZero();
	}

}
