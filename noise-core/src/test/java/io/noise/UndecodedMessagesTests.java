package io.noise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.noise.concurrent.EventLoopThread;
import io.noise.payload.PayloadReader;
import io.noise.payload.PayloadWriter;
import io.noise.session.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Queued messages are bytes, and are decoded by the code that takes them.
 */
class UndecodedMessagesTests {

	@RegisterExtension
	final Nodes nodes = new Nodes();

	private final AtomicInteger decoded = new AtomicInteger();

	private final List<String> log = new CopyOnWriteArrayList<>();

	record Bits(List<Bit> all) {
	}

	record Bit(boolean on) {
	}

	/** A text that cannot be decoded if it is "bad". */
	record Word(String text) {
	}

	private final class CountingCodec implements MessageCodec<Word> {

		@Override
		public void encode(Word word, PayloadWriter out) {
			out.writeString(word.text());
		}

		@Override
		public Word decode(PayloadReader in) {
			UndecodedMessagesTests.this.decoded.incrementAndGet();
			assertThat(Thread.currentThread()).isNotInstanceOf(EventLoopThread.class);
			String text = in.readString();
			if (text.equals("bad")) {
				throw new IllegalStateException("a bad word");
			}
			return new Word(text);
		}

	}

	private Node node(String session) {
		Node node = this.nodes
			.create((builder) -> session.equals("plain") ? builder.session(Sessions.plain()) : builder);
		node.messages().register(1, Word.class, new CountingCodec());
		node.messages().register(2, Bits.class);
		return node;
	}

	private static Peer only(Node node) {
		await().atMost(Nodes.SOON).until(() -> node.peers().size() == 1);
		return node.peers().get(0);
	}

	private static void send(Peer peer, String... words) {
		for (String word : words) {
			peer.send(new Word(word));
		}
	}

	private static void awaitReceived(Peer peer, int messages) {
		await().atMost(Nodes.SOON).until(() -> peer.stats().messagesReceived() == messages);
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "secure" })
	void messageThatWaits_isDecodedByWhoeverTakesIt(String session) {
		Node listener = node(session);
		listener.listen();
		Peer peer = node(session).dial(listener.externalAddress());
		send(peer, "one", "bad", "three");
		Peer inbound = only(listener);
		awaitReceived(inbound, 3);
		assertThat(this.decoded).hasValue(0);
		assertThat(inbound.receive(Word.class)).isEqualTo(new Word("one"));
		assertThat(this.decoded).hasValue(1);
		assertThat(inbound.isConnected()).isTrue();
		assertThatExceptionOfType(NoiseException.class).isThrownBy(() -> inbound.receive(Word.class))
			.withMessageContaining("1 Word")
			.withMessageContaining("a bad word");
		assertThat(inbound.disconnectReason()).contains(DisconnectReason.DECODE);
		await().until(() -> listener.stats().decodeFailures() == 1);
	}

	@Test
	void messageOfSeveralHandlers_isDecodedOnce() {
		Node listener = node("secure");
		listener.onPeerInit((n, peer) -> peer.onMessage(Word.class, (p, word) -> this.log.add("peer's")));
		listener.onMessage(Word.class, (peer, word) -> this.log.add("first"));
		listener.onMessage(Word.class, (peer, word) -> this.log.add("second"));
		listener.listen();
		send(node("secure").dial(listener.externalAddress()), "one");
		await().atMost(Nodes.SOON).until(() -> this.log.size() == 3);
		assertThat(this.log).containsExactly("peer's", "first", "second");
		assertThat(this.decoded).hasValue(1);
	}

	@Test
	void messageThatCannotBeDecoded_endsTheHandling() {
		Node listener = node("secure");
		listener.onPeerInit((n, peer) -> awaitReceived(peer, 4));
		listener.onMessage(Word.class, (peer, word) -> this.log.add(word.text()));
		listener.onPeerDisconnected((n, peer) -> this.log.add("" + peer.disconnectReason().orElseThrow()));
		listener.listen();
		send(node("secure").dial(listener.externalAddress()), "one", "two", "bad", "four");
		await().atMost(Nodes.SOON).until(() -> this.log.contains("DECODE"));
		assertThat(this.log).containsExactly("one", "two", "DECODE");
		await().until(() -> listener.stats().messagesDropped() == 1);
		assertThat(listener.stats().decodeFailures()).isEqualTo(1);
	}

	@Test
	void messageThatCannotBeDecoded_behindTheEnd_endsTheHandlingAndIsCounted() {
		Node listener = node("secure");
		listener.onPeerInit((n, peer) -> await().atMost(Nodes.SOON).until(() -> !peer.isConnected()));
		listener.onMessage(Word.class, (peer, word) -> this.log.add(word.text()));
		listener.onPeerDisconnected((n, peer) -> this.log.add("" + peer.disconnectReason().orElseThrow()));
		listener.listen();
		Peer peer = node("secure").dial(listener.externalAddress());
		send(peer, "one", "bad", "three");
		peer.disconnect();
		await().atMost(Nodes.SOON).until(() -> this.log.contains("REMOTE"));
		assertThat(this.log).containsExactly("one", "REMOTE");
		assertThat(listener.stats().decodeFailures()).isEqualTo(1);
	}

	@Test
	void unknownOpcode_isHandledBehindWhatCameBeforeItUnlessThatTakesLong() throws Exception {
		Node listener = node("plain");
		CountDownLatch release = new CountDownLatch(1);
		listener.onMessage(Word.class, (peer, word) -> {
			this.log.add(word.text());
			if (word.text().equals("slow")) {
				release.await();
			}
		});
		listener.onPeerDisconnected((n, peer) -> this.log.add("" + peer.disconnectReason().orElseThrow()));
		listener.listen();
		Node stranger = node("plain");
		stranger.messages().register(99, Chat.class);
		Peer quick = stranger.dial(listener.externalAddress());
		quick.sendAsync(new Word("quick"));
		quick.sendAsync(new Chat("unknown there"));
		await().atMost(Nodes.SOON).until(() -> this.log.contains("DECODE"));
		assertThat(this.log).containsExactly("quick", "DECODE");
		Peer slow = stranger.dial(listener.externalAddress());
		slow.sendAsync(new Word("slow"));
		slow.sendAsync(new Word("never handled"));
		slow.sendAsync(new Chat("unknown there"));
		await().atMost(Nodes.SOON).until(() -> !slow.isConnected());
		release.countDown();
		await().atMost(Nodes.SOON).until(() -> this.log.size() == 4);
		assertThat(this.log.subList(2, 4)).containsExactly("slow", "DECODE");
	}

	private static long usedBytes() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	/** 3.5 MB of records that would need thirty times as much as objects. */
	@Test
	void recordsOfManySmallOnes_takeWhatTheyTakeOnTheWire() throws Exception {
		Bits bits = new Bits(IntStream.range(0, 500_000).mapToObj((i) -> new Bit(i % 2 == 0)).toList());
		Node listener = node("secure");
		listener.listen();
		List<Peer> peers = new ArrayList<>();
		long before = usedBytes();
		for (int i = 0; i < 4; i++) {
			Peer peer = node("secure").dial(listener.externalAddress());
			for (int j = 0; j < 7; j++) {
				peer.send(bits);
			}
			peers.add(peer);
		}
		await().atMost(Nodes.SOON)
			.until(() -> listener.peers().stream().mapToLong((peer) -> peer.stats().messagesReceived()).sum() == 28);
		assertThat(usedBytes() - before).isLessThan(40L << 20);
		assertThat(peers.get(0).ping().join()).isLessThan(Duration.ofSeconds(20));
		assertThat(listener.peers().get(0).receive(Bits.class)).isEqualTo(bits);
	}

	@Test
	void tinyMessages_takeWhatTheyAreCharged() throws Exception {
		Node listener = node("secure");
		listener.listen();
		Peer peer = node("secure").dial(listener.externalAddress());
		Peer inbound = only(listener);
		List<CompletableFuture<Void>> sends = new ArrayList<>();
		long before = usedBytes();
		int messages = 60_000;
		for (int i = 0; i < messages; i++) {
			sends.add(peer.sendAsync(new Word("")));
			if (sends.size() == 1_000) {
				sends.forEach(CompletableFuture::join);
				sends.clear();
			}
		}
		awaitReceived(inbound, messages);
		assertThat(usedBytes() - before).isLessThan(6L << 20);
		assertThat(inbound.receive(Word.class)).isEqualTo(new Word(""));
	}

}
