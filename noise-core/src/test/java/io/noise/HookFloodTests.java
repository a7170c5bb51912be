package io.noise;

import java.util.concurrent.CountDownLatch;

import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Strangers that make hooks and handlers fail.
 */
class HookFloodTests {

	private static final int MESSAGES = 100;

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private Node node() {
		Node node = this.nodes.create((builder) -> builder.session(Sessions.plain()));
		node.messages().register(1, Chat.class);
		return node;
	}

	/**
	 * Leaves once the handler of the first message runs and the other messages have
	 * arrived.
	 */
	private static Peer sendAndReset(Node node) throws Exception {
		try (RawPeer raw = RawPeer.dial(node)) {
			for (int i = 0; i < MESSAGES; i++) {
				raw.send(RawPeer.chat(1, "hi"));
			}
			await().atMost(Nodes.SOON).until(() -> node.peers().size() == 1);
			Peer peer = node.peers().get(0);
			await().atMost(Nodes.SOON).until(() -> peer.stats().messagesReceived() == MESSAGES);
			raw.reset();
			await().atMost(Nodes.SOON).until(() -> !peer.isConnected());
			return peer;
		}
	}

	@Test
	void answersToAPeerThatIsGone_areNoWarnings() throws Exception {
		Node node = node();
		CountDownLatch gone = new CountDownLatch(1);
		node.onMessage(Chat.class, (peer, chat) -> {
			gone.await();
			peer.send(chat);
		});
		node.listen();
		try (CapturedLog log = new CapturedLog("io.noise")) {
			sendAndReset(node);
			gone.countDown();
			await().atMost(Nodes.SOON).until(() -> node.stats().hookFailures() == MESSAGES);
			assertThat(log.lines()).noneMatch((line) -> line.startsWith("WARN"));
		}
	}

	@Test
	void aHandlerThatFailsForEachMessageOfManyPeers_isFewWarnings() throws Exception {
		Node node = node();
		EventLog events = new EventLog().listenTo(node);
		node.onMessage(Chat.class, (peer, chat) -> {
			throw new IllegalStateException("as a test");
		});
		node.listen();
		try (CapturedLog log = new CapturedLog("io.noise")) {
			Peer first = sendAndReset(node);
			events.awaitContains("disconnected");
			sendAndReset(node);
			Peer last = sendAndReset(node);
			await().atMost(Nodes.SOON).until(() -> node.stats().peersDisconnected() == 3);
			assertThat(log.lines().stream().filter((line) -> line.startsWith("WARN"))).hasSize(10);
			node.close();
			assertThat(log.lines().stream().filter((line) -> line.startsWith("WARN"))).hasSize(11)
				.last()
				.asString()
				.endsWith("failed 290 more times with java.lang.IllegalStateException, the last time for peer "
						+ last.id());
			assertThat(log.traced()).hasSize(10)
				.allSatisfy((line) -> assertThat(line).startsWith("Handler ")
					.endsWith(" failed on message 1 Chat of peer " + first.id()));
		}
	}

}
