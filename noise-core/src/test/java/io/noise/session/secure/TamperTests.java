package io.noise.session.secure;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import io.noise.identity.Identity;
import io.noise.session.channel.Role;
import io.noise.session.channel.SessionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody on the path rewrites what travels in the clear, or plays a recorded session
 * back: there is no session.
 */
class TamperTests {

	private static final int MAGIC_BYTES = 10;

	private static final int OFFER_BYTES = MAGIC_BYTES + 2 + 3 + 32;

	private static final int CHOICE_BYTES = MAGIC_BYTES + 3;

	private final List<InProcessEnd> all = new ArrayList<>();

	private final InProcessEnd initiator = open(Role.INITIATOR);

	private final InProcessEnd responder = open(Role.RESPONDER);

	private InProcessEnd open(Role role) {
		return keep(InProcessEnd.open(role));
	}

	private InProcessEnd keep(InProcessEnd end) {
		this.all.add(end);
		return end;
	}

	@AfterEach
	void hangUp() {
		this.all.forEach(InProcessEnd::hangUp);
	}

	/** Message 2 does not open: the two ends have not seen the same. */
	private void assertNoSession(UnaryOperator<byte[]> offer, UnaryOperator<byte[]> answer) {
		this.responder.read(offer.apply(this.initiator.written()));
		this.initiator.read(answer.apply(this.responder.written()));
		assertThat(this.initiator.failures()).singleElement()
			.isInstanceOfSatisfying(SessionException.class,
					(failure) -> assertThat(failure.fault()).isEqualTo(SessionException.Fault.HANDSHAKE))
			.satisfies((failure) -> assertThat(failure.getMessage()).contains("wrong tag"));
		assertThat(this.initiator.written()).isEmpty();
		assertThat(this.responder.isEstablished()).isFalse();
	}

	private static byte[] with(byte[] bytes, int index, int value) {
		byte[] changed = bytes.clone();
		changed[index] = (byte) value;
		return changed;
	}

	@Test
	void suitesInAnotherOrder_failAtMessage2() {
		assertNoSession((offer) -> with(with(offer, 13, 2), 14, 1), UnaryOperator.identity());
	}

	@Test
	void suiteTakenAway_failsAtMessage2() {
		assertNoSession((offer) -> Frames.concat(Arrays.copyOf(offer, 12), new byte[] { 1, 2 },
				Arrays.copyOfRange(offer, 15, offer.length)), UnaryOperator.identity());
	}

	@Test
	void suiteReplacedByAnUnknownOne_failsAtMessage2() {
		assertNoSession((offer) -> with(offer, 13, 77), UnaryOperator.identity());
	}

	@Test
	void versionAdded_failsAtMessage2() {
		assertNoSession((offer) -> Frames.concat(Arrays.copyOf(offer, 10), new byte[] { 2, 1, 0 },
				Arrays.copyOfRange(offer, 12, offer.length)), UnaryOperator.identity());
	}

	@Test
	void choiceRewrittenToAnotherSuiteThatWasOffered_failsAtMessage2() {
		assertNoSession(UnaryOperator.identity(), (answer) -> with(answer, CHOICE_BYTES - 1, 2));
	}

	@Test
	void ephemeralKeyReplaced_failsAtMessage2() {
		byte[] other = TestKeys.fresh().publicKey();
		assertNoSession((offer) -> {
			byte[] changed = offer.clone();
			System.arraycopy(other, 0, changed, OFFER_BYTES + 2, other.length);
			return changed;
		}, UnaryOperator.identity());
	}

	@Test
	void refusalMadeUp_isAFailedDialAndNothingElse() {
		this.initiator.written();
		this.initiator.read(Preamble.refusal(Preamble.Refusal.SUITE));
		assertThat(this.initiator.failures()).singleElement()
			.satisfies((failure) -> assertThat(failure.getMessage()).contains("no suite in common"));
		assertThat(this.initiator.written()).isEmpty();
	}

	// --- replay

	/** All that the initiator of an honest session writes, and with it its message 3. */
	private byte[] recorded() {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (int flight = 0; flight < 3; flight++) {
			byte[] bytes = this.initiator.written();
			all.writeBytes(bytes);
			this.responder.read(bytes);
			this.initiator.read(this.responder.written());
		}
		this.initiator.send("pay 100");
		byte[] last = this.initiator.written();
		all.writeBytes(last);
		this.responder.read(last);
		assertThat(this.responder.received()).containsExactly("pay 100");
		return all.toByteArray();
	}

	private static void assertRefused(InProcessEnd end) {
		assertThat(end.received()).isEmpty();
		assertThat(end.isEstablished()).isFalse();
		assertThat(end.failures()).singleElement()
			.satisfies((failure) -> assertThat(failure.getMessage()).contains("wrong tag"));
	}

	@Test
	void wholeSessionPlayedBack_failsAtMessage3() {
		byte[] recorded = recorded();
		InProcessEnd later = open(Role.RESPONDER);
		later.read(recorded);
		assertRefused(later);
	}

	@Test
	void message3PlayedBackInAFreshHandshake_isRefused() {
		byte[] recorded = recorded();
		int message3 = OFFER_BYTES + 2 + 32;
		InProcessEnd later = open(Role.RESPONDER);
		later.read(open(Role.INITIATOR).written());
		later.read(Arrays.copyOfRange(recorded, message3, recorded.length));
		assertRefused(later);
	}

	@Test
	void initiatorsOwnWordsSentBack_areNoAnswer() {
		this.initiator.read(this.initiator.written());
		assertThat(this.initiator.failures()).singleElement()
			.satisfies((failure) -> assertThat(failure.getMessage()).contains("as an echo of the offer does"));
	}

	@Test
	void answersWithTheResponderOfAnotherSession_doNotMix() {
		InProcessEnd other = keep(InProcessEnd.open(Role.RESPONDER,
				new SecureSession(new SecureKeys(Identity.generate(), List.of(Suite.values()), ""))));
		byte[] first = this.initiator.written();
		this.responder.read(first);
		other.read(first);
		byte[] answer = this.responder.written();
		byte[] others = other.written();
		byte[] mixed = Frames.concat(Arrays.copyOf(answer, CHOICE_BYTES + 2 + 32),
				Arrays.copyOfRange(others, CHOICE_BYTES + 2 + 32, others.length));
		this.initiator.read(mixed);
		assertRefused(this.initiator);
	}

}
