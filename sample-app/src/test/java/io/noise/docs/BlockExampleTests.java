package io.noise.docs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

import io.noise.DialException;
import io.noise.Interceptors;
import io.noise.Node;
import io.noise.Peer;
import io.noise.Registration;
import io.noise.protocol.Protocol;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Examples of {@code docs/messages.md} for interceptors and blocks.
 */
class BlockExampleTests {

	private static final int ROUNDS = 100;

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	@Test
	void block_masksBothDirections() throws InterruptedException {
		Masking here = new Masking();
		Masking there = new Masking();
		try (Node node = masked(here); Node other = masked(there)) {
			other.onMessage(Chat.class, (peer, chat) -> peer.send(new Chat("you said: " + chat.text())));
			other.listen();
			Peer peer = node.dial(other.externalAddress());
			List<byte[]> wire = new CopyOnWriteArrayList<>();
			peer.interceptors().beforeSent((body) -> {
				wire.add(body.clone());
				return body;
			});
			for (int i = 0; i < ROUNDS; i++) {
				peer.send(new Chat("hello " + i));
				assertThat(peer.receive(Chat.class).text()).isEqualTo("you said: hello " + i);
			}
			assertThat(wire).hasSize(ROUNDS).allSatisfy((body) -> assertThat(text(body)).doesNotContain("hello"));
			assertThat(here.peers()).isOne();
			assertThat(there.peers()).isOne();
		}
		assertThat(here.peers()).isZero();
		assertThat(there.peers()).isZero();
	}

	@Test
	void block_switchesBeforeFloodIsRead() {
		try (Node node = masked(new Masking()); Node other = masked(new Masking())) {
			List<Chat> flood = IntStream.range(0, ROUNDS).mapToObj((i) -> new Chat("flood " + i)).toList();
			other.onPeerInit((n, peer) -> flood.forEach(peer::sendAsync));
			other.listen();
			for (int i = 0; i < ROUNDS; i++) {
				Peer peer = node.dial(other.externalAddress());
				assertThat(flood).allSatisfy((chat) -> assertThat(peer.receive(Chat.class)).isEqualTo(chat));
				peer.disconnect();
			}
		}
	}

	@Test
	void block_missingOnOtherSide_isFailedHandshake() {
		Masking masking = new Masking();
		try (Node node = masked(masking); Node other = Node.builder().build()) {
			other.listen();
			assertThatExceptionOfType(DialException.class).isThrownBy(() -> node.dial(other.externalAddress()))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(DialException.Reason.HANDSHAKE));
			assertThat(node.peers()).isEmpty();
			await().untilAsserted(() -> assertThat(masking.peers()).isZero());
		}
	}

	private static String text(byte[] body) {
		return new String(body, StandardCharsets.ISO_8859_1);
	}

	private static Node masked(Masking masking) {
		// tag::protocol[]
		Node node = Node.builder().protocol(Protocol.of(masking)).build();
		// end::protocol[]
		node.messages().register(16, Chat.class);
		return node;
	}

	@Test
	void checksum_isWrittenAndChecked() throws InterruptedException {
		try (Node node = checked(); Node other = checked()) {
			other.onMessage(Chat.class, (peer, chat) -> this.heard.add(chat.text()));
			other.listen();
			node.dial(other.externalAddress()).send(new Chat("hello"));
			assertThat(this.heard.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
		}
	}

	@Test
	void checksum_wrong_disconnects() {
		try (Node node = Node.builder().build(); Node other = checked()) {
			node.messages().register(16, Chat.class);
			other.onMessage(Chat.class, (peer, chat) -> this.heard.add(chat.text()));
			other.listen();
			Peer peer = node.dial(other.externalAddress());
			peer.send(new Chat("hello"));
			await().until(() -> !peer.isConnected());
			assertThat(this.heard).isEmpty();
		}
	}

	private static Node checked() {
		Node node = Node.builder().protocol(Protocol.of(BlockExampleTests::checksum)).build();
		node.messages().register(16, Chat.class);
		return node;
	}

	private static void checksum(Peer peer) {
		// tag::footer[]
		Interceptors interceptors = peer.interceptors();
		interceptors.encodeFooter((message, out) -> out.writeLong(crc32(message)));
		interceptors.decodeFooter((message, in) -> {
			if (in.readLong() != crc32(message)) {
				throw new IllegalStateException("checksum: wrong"); // closes the peer
			}
		});
		// end::footer[]
	}

	private static long crc32(byte[] bytes) {
		CRC32 checksum = new CRC32();
		checksum.update(bytes);
		return checksum.getValue();
	}

	@Test
	void lock_switchesAtExactFrame() throws InterruptedException {
		try (Node node = switching((peer) -> {
		}); Node other = switching(BlockExampleTests::lock)) {
			AtomicInteger right = new AtomicInteger();
			other.onMessage(Chat.class, (peer, chat) -> {
				right.incrementAndGet();
				this.heard.add(chat.text());
			});
			other.listen();
			Peer peer = node.dial(other.externalAddress());
			peer.send(new Chat("before"));
			switchOver(peer, 0x0123456789abcdefL);
			for (int i = 0; i < ROUNDS; i++) {
				peer.sendAsync(new Chat("after"));
			}
			await().untilAsserted(() -> assertThat(right).hasValue(ROUNDS + 1));
			assertThat(this.heard.take()).isEqualTo("before");
			assertThat(this.heard).hasSize(ROUNDS).containsOnly("after");
		}
	}

	private static void switchOver(Peer peer, long key) {
		// tag::switch[]
		peer.send(new Switch(key)); // the last unmasked frame
		peer.interceptors().beforeSent(Masking.mask(key));
		// end::switch[]
	}

	private static void lock(Peer peer) {
		// tag::lock[]
		Registration lock = peer.interceptors().lockOnReceive(Switch.class);
		peer.onMessage(Switch.class, (from, message) -> {
			from.interceptors().beforeReceived(Masking.mask(message.key()));
			lock.close(); // continues with the frame after the switch
		});
		// end::lock[]
	}

	private static Node switching(PeerBlock block) {
		Node node = Node.builder().protocol(Protocol.of(block::begin)).build();
		node.messages().register(16, Chat.class);
		node.messages().register(17, Switch.class);
		return node;
	}

	/** The work of a block that registers nothing. */
	@FunctionalInterface
	private interface PeerBlock {

		void begin(Peer peer);

	}

	record Switch(long key) {
	}

}
