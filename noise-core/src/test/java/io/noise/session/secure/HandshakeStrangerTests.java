package io.noise.session.secure;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Bytes that strangers send before they have proven anything, to a node that listens.
 */
class HandshakeStrangerTests {

	private static final byte[] NETWORK = Preamble.network("");

	@RegisterExtension
	final Target target = new Target();

	@BeforeEach
	void listen() {
		this.target.start();
	}

	/** Expects that one who is cut off hears nothing but the end. */
	private static void assertHangsUp(RawSecurePeer attacker) throws Exception {
		try (attacker) {
			assertThat(attacker.readToTheEnd()).isEmpty();
		}
	}

	@Test
	void honestPeer_isUnderstood() throws Exception {
		try (RawSecurePeer peer = this.target.connected()) {
			peer.send(Frames.chat("hello"));
			this.target.awaitReceived("hello");
		}
	}

	@Test
	void garbage_isForeign() throws Exception {
		RawSecurePeer attacker = this.target.attacker().sendBytes(new byte[64 << 10]);
		this.target.assertClosed("PROTOCOL", "first bytes: 0000000000000000", "expected: a node with session secure");
		attacker.close();
	}

	@Test
	void tlsAndHttp_areForeignAndNamed() throws Exception {
		assertHangsUp(this.target.attacker().sendBytes(new byte[] { 0x16, 3, 1, 2, 0, 1 }));
		this.target.assertClosed("PROTOCOL", "as TLS begins");
		assertHangsUp(this.target.attacker().sendBytes("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)));
		this.target.assertClosed("PROTOCOL", "as HTTP begins");
	}

	@Test
	void magicThatGoesWrong_isForeignAtTheFirstWrongByte() throws Exception {
		assertHangsUp(this.target.attacker().sendBytes(new byte[] { (byte) 0xEE, (byte) 0xEF, 0 }));
		this.target.assertClosed("PROTOCOL", "first bytes: eeef00");
	}

	@Test
	void listsThatAreEmptyOrTooLong_areRefused() throws Exception {
		byte[] offer = Preamble.offer(List.of(1), NETWORK);
		offer[10] = 0;
		assertHangsUp(this.target.attacker().sendBytes(offer));
		this.target.assertClosed("PROTOCOL", "versions: 0 (expected: 1 to 16)");
		offer[10] = 1;
		offer[12] = 17;
		assertHangsUp(this.target.attacker().sendBytes(Arrays.copyOf(offer, 13)));
		this.target.assertClosed("PROTOCOL", "suites: 17 (expected: 1 to 16)");
	}

	@Test
	void offersThatCannotBeTaken_areRefusedByName() throws Exception {
		byte[] laterVersion = Preamble.offer(List.of(1), NETWORK);
		laterVersion[11] = 9;
		assertRefused(laterVersion, 1, "no version in common");
		assertRefused(Preamble.offer(List.of(77), NETWORK), 2, "no suite in common");
		assertRefused(Preamble.offer(List.of(1), Preamble.network("elsewhere")), 3, "another network");
	}

	private void assertRefused(byte[] offer, int reason, String words) throws Exception {
		try (RawSecurePeer attacker = this.target.attacker()) {
			attacker.sendOffer(offer).sendMessage1(TestKeys.keyPair("e").publicKey());
			byte[] answer = attacker.readToTheEnd();
			assertThat(Arrays.copyOfRange(answer, 10, answer.length)).containsExactly(1, reason, 1, 1);
			this.target.assertClosed("PROTOCOL", "offer: refused", words);
		}
	}

	@Test
	void overlongMessage1_isRefusedBeforeItHasCome() throws Exception {
		RawSecurePeer attacker = this.target.attacker().sendOffer(Preamble.offer(List.of(1), NETWORK));
		assertHangsUp(attacker.sendBytes(new byte[] { 4, 1 }));
		this.target.assertClosed("PROTOCOL", "handshake message: 1025 bytes (expected: at most 1024)");
	}

	@Test
	void overlongMessage3_isRefusedBeforeItHasCome() throws Exception {
		RawSecurePeer attacker = this.target.attacker().begin();
		attacker.readAnswer();
		assertHangsUp(attacker.sendBytes(new byte[] { (byte) 255, (byte) 255 }));
		this.target.assertClosed("PROTOCOL", "handshake message: 65535 bytes");
	}

	@Test
	void message1TooShort_isRefused() throws Exception {
		RawSecurePeer attacker = this.target.attacker().sendOffer(Preamble.offer(List.of(1), NETWORK));
		assertHangsUp(attacker.sendMessage1(new byte[31]));
		this.target.assertClosed("PROTOCOL", "message: 31 bytes (expected: at least 32)");
	}

	@Test
	void ephemeralKeyOfLowOrder_isRefused() throws Exception {
		RawSecurePeer attacker = this.target.attacker().sendOffer(Preamble.offer(List.of(1), NETWORK));
		assertHangsUp(attacker.sendMessage1(new byte[32]));
		this.target.assertClosed("PROTOCOL", "remote public key: of low order");
	}

	@Test
	void staticKeyOfLowOrder_isRefused() throws Exception {
		byte[] one = Arrays.copyOf(new byte[] { 1 }, 32);
		RawSecurePeer attacker = this.target.attacker()
			.staticKeys(TestKeys.pair(TestKeys.secret("liar"), one))
			.shakeHands();
		assertHangsUp(attacker);
		this.target.assertClosed("PROTOCOL", "remote public key: of low order");
	}

	@Test
	void staticKeyOfSomebodyElse_isRefused() throws Exception {
		RawSecurePeer attacker = this.target.attacker()
			.staticKeys(TestKeys.pair(TestKeys.secret("liar"), TestKeys.INITIATOR_STATIC.publicKey()))
			.shakeHands();
		assertHangsUp(attacker);
		this.target.assertClosed("PROTOCOL", "wrong tag");
	}

	@Test
	void hangUpInTheMiddle_isSaidSo() throws Exception {
		RawSecurePeer attacker = this.target.attacker().sendOffer(Preamble.offer(List.of(1), NETWORK)).end();
		assertHangsUp(attacker);
		this.target.assertClosed("PROTOCOL", "hung up in the middle of the handshake");
		assertHangsUp(this.target.attacker().end());
		this.target.assertClosed("PROTOCOL", "hung up without a word");
	}

	@Test
	void recordsInsteadOfMessage3_areRefused() throws Exception {
		RawSecurePeer attacker = this.target.attacker().begin();
		attacker.readAnswer();
		assertHangsUp(attacker.sendMessage(new byte[160]));
		this.target.assertClosed("PROTOCOL", "wrong tag");
	}

	@Test
	void silentStranger_isClosedAtTheDeadline() {
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> {
			try (RawSecurePeer attacker = RawSecurePeer.dial(impatient())) {
				attacker.readBytes(1);
			}
		});
		this.target.assertClosed("IDLE", "no session secure within PT0.2S");
	}

	/** The port of a node that does not wait long. */
	private int impatient() {
		return this.target.impatient(Duration.ofMillis(200)).port();
	}

}
