package io.noise;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand texts of all lengths to a peer that sends each back, which it does while
 * we still send: as many travel each way, at the same time.
 */
final class EchoedTexts {

	private static final int COUNT = 10_000;

	/** Only for what never ends. */
	private static final Duration LIMIT = Duration.ofMinutes(5);

	private final int longest;

	private final String letters;

	private final AtomicInteger arrived = new AtomicInteger();

	private final CompletableFuture<Void> all = new CompletableFuture<>();

	private EchoedTexts(int longest) {
		this.longest = longest;
		this.letters = new Random(1).ints(longest + COUNT, 'a', 'z' + 1)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	/**
	 * Sends them, and checks that each comes back, unaltered and in its turn.
	 * @param longest the longest text, in bytes
	 */
	static void exchange(Peer peer, int longest) throws Exception {
		new EchoedTexts(longest).exchange(peer);
	}

	private void exchange(Peer peer) throws Exception {
		peer.onMessage(Chat.class, (from, chat) -> arrived(chat));
		peer.onDisconnect((node, gone) -> this.all.completeExceptionally(new AssertionError("disconnected: "
				+ gone.disconnectReason() + " after " + this.arrived + " texts (expected: " + COUNT + ")")));
		for (int i = 0; i < COUNT; i++) {
			peer.send(text(i));
		}
		this.all.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		assertThat(peer.stats().messagesReceived()).isGreaterThanOrEqualTo(COUNT);
	}

	private void arrived(Chat chat) {
		int index = this.arrived.getAndIncrement();
		if (!chat.equals(text(index))) {
			this.all.completeExceptionally(new AssertionError("text " + index + ": " + chat.text().length()
					+ " characters (expected: the " + length(index) + " that were sent)"));
		}
		else if (index == COUNT - 1) {
			this.all.complete(null);
		}
	}

	/** Others of the same length differ, so that none is taken for another. */
	private Chat text(int index) {
		return new Chat(this.letters.substring(index, index + length(index)));
	}

	/**
	 * Every length up to 1.5 KB, and among them now and then one of the halves of the
	 * longest, from itself to nothing.
	 */
	private int length(int index) {
		return (index % 100 == 0) ? this.longest >> (index / 100 % 21) : index % 1500;
	}

}
