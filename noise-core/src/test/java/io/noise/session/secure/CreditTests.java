package io.noise.session.secure;

import java.util.Random;

import io.noise.session.channel.Role;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The arithmetic of credit: an honest sender never runs into the other's limit, and is
 * never stuck once the other has taken all.
 */
class CreditTests {

	private static final long SEED = 20261122;

	@Test
	void anySizesAndWindows_neverStuckAndNeverOverdrawn() {
		Random random = new Random(SEED);
		for (int round = 0; round < 2_000; round++) {
			int longest = 1 + random.nextInt(1 << random.nextInt(1, 21));
			int window = random.nextInt(1 << random.nextInt(1, 22));
			run(new Credit(window, longest), new Credit(window, longest), longest, random);
		}
	}

	private static void run(Credit sender, Credit receiver, int longest, Random random) {
		sender.given(receiver.window());
		long held = 0;
		long collected = 0;
		for (int message = 0; message < 300; message++) {
			int bytes = random.nextBoolean() ? longest : random.nextInt(longest + 1);
			while (!sender.admits(bytes)) {
				assertThat(held).as("of %d bytes, longest %d: what is waited for", bytes, longest).isPositive();
				// As Inbound does: what is too little to be worth telling stays there.
				collected += held;
				held = 0;
				if (collected > Math.min(64 << 10, receiver.window() / 8)) {
					receiver.taken(collected);
					collected = 0;
					sender.given(receiver.give());
				}
			}
			sender.sent(bytes);
			receiver.received(bytes);
			held += SessionLimits.cost(bytes);
		}
	}

	@Test
	void received_oneByteBeyondTheWindow_isRefused() {
		Credit credit = new Credit(1_000, 436);
		credit.received(436);
		credit.received(436);
		assertThatExceptionOfType(SessionException.class).isThrownBy(() -> credit.received(0))
			.withMessage("message: 0 bytes, for which there was no credit")
			.satisfies((refusal) -> assertThat(refusal.fault()).isEqualTo(SessionException.Fault.PROTOCOL));
	}

	@Test
	void received_afterWhatWasTakenButNotGivenAgain_isRefused() {
		Credit credit = new Credit(10_000, 936);
		credit.taken(2_499);
		assertThat(credit.give()).isZero();
		for (int i = 0; i < 10; i++) {
			credit.received(936);
		}
		assertThatExceptionOfType(SessionException.class).isThrownBy(() -> credit.received(0));
	}

	@Test
	void window_isNeverSmallerThanTwoOfTheLongestMessages() {
		assertThat(new Credit(1, 1_000).window()).isEqualTo(2 * 1_064);
		assertThat(new Credit(5_000, 1_000).window()).isEqualTo(5_000);
	}

	@Test
	void messagesOfTheLongestSize_flowThroughTheSmallestWindow() {
		SessionLimits limits = InProcessEnd.limits(10_000, 1);
		InProcessEnd sender = InProcessEnd.established(Role.INITIATOR, limits);
		InProcessEnd receiver = InProcessEnd.established(Role.RESPONDER, limits);
		InProcessEnd.exchange(sender, receiver);
		for (int i = 0; i < 100; i++) {
			assertThat(sender.link().admits(10_000)).as("message %d", i).isTrue();
			sender.send(new byte[10_000]);
			InProcessEnd.exchange(sender, receiver);
		}
		assertThat(receiver.received()).hasSize(100);
		assertThat(receiver.failures()).isEmpty();
		sender.hangUp();
		receiver.hangUp();
	}

}
