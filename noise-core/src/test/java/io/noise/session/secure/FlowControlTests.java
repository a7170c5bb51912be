package io.noise.session.secure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.noise.Node;
import io.noise.Nodes;
import io.noise.Peer;
import io.noise.Registration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Credit between two nodes: a handler that blocks slows its sender, and nothing else.
 */
class FlowControlTests {

	private static final String BIG = "x".repeat(50_000);

	@RegisterExtension
	final Target target = new Target();

	@Test
	void blockedHandler_slowsItsSenderAndLooksAlive() throws Exception {
		this.target.start(LimitedSession.window(1 << 20));
		List<String> sent = new ArrayList<>();
		try (Held held = new Held(this.target.node())) {
			Node hasty = this.target.create(null, Duration.ofSeconds(3));
			Peer sender = hasty.dial(this.target.node().externalAddress());
			held.await();
			List<CompletableFuture<Void>> all = new ArrayList<>();
			while (all.stream().noneMatch(CompletableFuture::isCompletedExceptionally)) {
				all.add(sender.sendAsync(new Target.Chat(all.size() + BIG)));
				assertThat(sender.ping().get(20, TimeUnit.SECONDS)).isPositive();
			}
			assertThat(sender.isConnected()).isTrue();
			assertThat(this.target.received()).isEmpty();
			assertThat(sender.stats().messagesSent() * BIG.length()).isLessThan(3 << 20);
			await().atMost(Nodes.SOON).until(() -> all.stream().allMatch(CompletableFuture::isDone));
			for (int i = 0; i < all.size(); i++) {
				if (!all.get(i).isCompletedExceptionally()) {
					sent.add(i + BIG);
				}
			}
			assertThat(sender.isConnected()).isTrue();
		}
		await().atMost(Nodes.SOON).until(() -> this.target.received().size() == sent.size());
		assertThat(this.target.received()).isEqualTo(sent);
		this.target.assertHonestIsUnharmed();
	}

	@Test
	void anySizes_throughTheSmallestWindow_arriveInOrder() {
		this.target.start(LimitedSession.window(1));
		Random random = new Random(20261122);
		Peer sender = this.target.create(null).dial(this.target.node().externalAddress());
		List<String> sent = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			int most = (1 << 20) - 1 - 4 - 10;
			sent.add(i + "x".repeat((i % 10 == 0) ? most : random.nextInt(2_000)));
			sender.send(new Target.Chat(sent.get(i)));
		}
		await().atMost(Nodes.SOON).until(() -> this.target.received().size() == sent.size());
		assertThat(this.target.received()).isEqualTo(sent);
	}

	@Test
	void controlFrames_passWhileMessagesAreHeldByALock() throws Exception {
		this.target.start();
		Node node = this.target.node();
		try (RawSecurePeer peer = this.target.connected()) {
			Peer here = this.target.other();
			Registration lock = here.interceptors().lockOnReceive(Target.Chat.class);
			peer.send(Frames.chat("one"), Frames.chat("two"), Frames.ping(7), Frames.credit(5), Frames.chat("three"));
			assertThat(peer.readFrame(5).readLong()).isEqualTo(7);
			this.target.awaitReceived("one");
			assertThat(here.stats().messagesReceived()).isEqualTo(1);
			lock.close();
			this.target.awaitReceived("one", "two", "three");
			assertThat(node.peers()).hasSize(2);
		}
	}

	@Test
	void closeBehindHeldMessages_comesAfterThem() throws Exception {
		this.target.start();
		try (RawSecurePeer peer = this.target.connected()) {
			Peer here = this.target.other();
			Registration lock = here.interceptors().lockOnReceive(Target.Chat.class);
			peer.send(Frames.chat("one"), Frames.chat("two"), Frames.close(0, ""), Frames.ping(8)).end();
			this.target.awaitReceived("one");
			assertThat(here.isConnected()).isTrue();
			lock.close();
			this.target.awaitReceived("one", "two");
			this.target.assertDisconnected("REMOTE");
		}
	}

	@Test
	void setup_pullsMessagesOneByOneWhileControlFramesPass() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		List<String> pulled = new ArrayList<>();
		Node node = this.target.listening((peer) -> {
			pulled.add(peer.receive(Target.Chat.class).text());
			release.await();
			pulled.add(peer.receive(Target.Chat.class).text());
		});
		List<String> handled = new CopyOnWriteArrayList<>();
		node.onMessage(Target.Chat.class, (peer, chat) -> handled.add(chat.text()));
		try (RawSecurePeer peer = RawSecurePeer.dial(node.port()).connect()) {
			peer.send(Frames.chat("one"), Frames.chat("two"), Frames.chat("three"), Frames.ping(9));
			assertThat(peer.readFrame(5).readLong()).isEqualTo(9);
			assertThat(handled).isEmpty();
			release.countDown();
			await().atMost(Nodes.SOON).untilAsserted(() -> assertThat(handled).containsExactly("three"));
			assertThat(pulled).containsExactly("one", "two");
		}
	}

	@Test
	void floodDuringASetup_isBoundedByCredit() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		Node node = this.target.start().listening((peer) -> release.await());
		try (RawSecurePeer peer = RawSecurePeer.dial(node.port()).connect()) {
			byte[] message = Frames.chat(BIG);
			for (int i = 0; i < 100 && peer.trySend(message); i++) {
				// It goes on, whatever it was given.
			}
			this.target.assertClosed("PROTOCOL", "for which there was no credit");
		}
		finally {
			release.countDown();
		}
	}

	@Test
	void bothFloodEachOther_nobodyIsStuck() throws Exception {
		this.target.start(LimitedSession.window(1));
		Node node = this.target.create(LimitedSession.window(1));
		List<String> back = new CopyOnWriteArrayList<>();
		node.onMessage(Target.Chat.class, (peer, chat) -> back.add(chat.text()));
		Peer there = node.dial(this.target.node().externalAddress());
		Peer here = this.target.other();
		CompletableFuture<Void> one = CompletableFuture.runAsync(() -> flood(there));
		CompletableFuture<Void> other = CompletableFuture.runAsync(() -> flood(here));
		one.get(60, TimeUnit.SECONDS);
		other.get(60, TimeUnit.SECONDS);
		await().atMost(Nodes.SOON).until(() -> this.target.received().size() == 200 && back.size() == 200);
	}

	private static void flood(Peer peer) {
		for (int i = 0; i < 200; i++) {
			peer.send(new Target.Chat(BIG));
		}
	}

}
