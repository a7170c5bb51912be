package io.noise.session.secure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.noise.session.channel.Role;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams that the network cuts into any pieces: the same messages arrive.
 */
class SplittingTests {

	private static final int CASES = 1_000;

	private static final int[] SIZES = { 0, 1, 20, 1_000, 16_383, 16_384, 40_000 };

	private final Random random = new Random(20261122);

	@Test
	void anyPiecesOfRecords_giveTheSameMessages() {
		for (int round = 0; round < CASES; round++) {
			InProcessEnd sender = InProcessEnd.established(Role.INITIATOR, InProcessEnd.LIMITS);
			InProcessEnd receiver = InProcessEnd.established(Role.RESPONDER, InProcessEnd.LIMITS);
			InProcessEnd.exchange(sender, receiver);
			boolean tiny = round % 5 == 0;
			List<String> sent = messages(tiny ? 4 : SIZES.length);
			sent.forEach(sender::send);
			readInPieces(receiver, sender.written(), 1 + this.random.nextInt(tiny ? 2 : 20_000));
			assertThat(receiver.received()).as("case %d", round).isEqualTo(sent);
			assertThat(receiver.failures()).isEmpty();
			sender.hangUp();
			receiver.hangUp();
		}
	}

	private List<String> messages(int sizes) {
		List<String> messages = new ArrayList<>();
		for (int i = this.random.nextInt(5); i >= 0; i--) {
			int size = SIZES[this.random.nextInt(sizes)];
			messages.add(i + "x".repeat(size));
		}
		return messages;
	}

	private void readInPieces(InProcessEnd end, byte[] bytes, int most) {
		for (int at = 0; at < bytes.length;) {
			int next = Math.min(bytes.length, at + 1 + this.random.nextInt(most));
			end.read(Arrays.copyOfRange(bytes, at, next));
			at = next;
		}
	}

	@Test
	void anyPiecesOfAHandshake_giveASession() {
		for (int most = 1; most <= 60; most++) {
			InProcessEnd initiator = InProcessEnd.open(Role.INITIATOR);
			InProcessEnd responder = InProcessEnd.open(Role.RESPONDER);
			for (int flight = 0; flight < 3; flight++) {
				readInPieces(responder, initiator.written(), most);
				readInPieces(initiator, responder.written(), most);
			}
			initiator.send("hello");
			readInPieces(responder, initiator.written(), most);
			assertThat(responder.received()).containsExactly("hello");
			initiator.hangUp();
			responder.hangUp();
		}
	}

}
