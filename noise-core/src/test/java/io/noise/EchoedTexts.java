package io.noise;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand texts of all lengths to a peer that sends each back while more are being
 * sent, so that both directions are busy at the same time.
 */
final class EchoedTexts {

	private static final int COUNT = 10_000;

	/** A limit only for tests that would never end. */
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
	 * Sends the texts, and checks that each comes back in order and unaltered.
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

	/**
	 * Returns a text that differs from others of the same length, so that none can be
	 * confused.
	 */
	private Chat text(int index) {
		return new Chat(this.letters.substring(index, index + length(index)));
	}

	/**
	 * Returns every length up to 1.5 KB, and now and then a repeated half of the longest,
	 * from itself to zero.
	 */
	private int length(int index) {
		return (index % 100 == 0) ? this.longest >> (index / 100 % 21) : index % 1500;
	}

}
