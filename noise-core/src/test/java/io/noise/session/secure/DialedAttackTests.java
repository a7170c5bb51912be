package io.noise.session.secure;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

import io.noise.DialException;
import io.noise.Peer;
import io.noise.identity.Identity;
import io.noise.session.channel.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A node that is dialled and means harm: the dial fails, and says why.
 */
class DialedAttackTests {

	@RegisterExtension
	final Target target = new Target();

	private ServerSocket server;

	private CompletableFuture<Peer> dial;

	@BeforeEach
	void listen() throws Exception {
		this.target.start();
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
	}

	@AfterEach
	void close() throws Exception {
		this.server.close();
	}

	/** Dialled by the target. */
	private RawSecurePeer attacker() throws Exception {
		this.dial = this.target.node().dialAsync("127.0.0.1:" + this.server.getLocalPort());
		return RawSecurePeer.accept(this.server);
	}

	private void assertFails(DialException.Reason reason, String... words) {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> this.dial.get())
			.havingCause()
			.isInstanceOfSatisfying(DialException.class, (failure) -> assertThat(failure.reason()).isEqualTo(reason))
			.satisfies((failure) -> assertThat(failure.getMessage()).contains(words));
		this.target.assertHonestIsUnharmed();
	}

	private void assertFails(String... words) {
		assertFails(DialException.Reason.HANDSHAKE, words);
	}

	@Test
	void honestPeer_isDialled() throws Exception {
		try (RawSecurePeer peer = attacker().connect()) {
			assertThat(this.dial.get().identity()).isPresent();
			peer.send(Frames.chat("hello"));
			this.target.awaitReceived("hello");
		}
	}

	@Test
	void echoServer_isNobody() throws Exception {
		RawSecurePeer attacker = attacker();
		attacker.sendBytes(attacker.readBytes(47)).sendBytes(attacker.readBytes(34));
		assertFails("as an echo of the offer does");
	}

	@Test
	void ownEphemeralKeySentBack_isNoticed() throws Exception {
		RawSecurePeer attacker = attacker();
		attacker.readOffer();
		byte[] message1 = attacker.readMessage();
		attacker.sendBytes(Preamble.choice(1)).sendMessage(Arrays.copyOf(message1, 200));
		assertFails("remote ephemeral key: this end's own");
	}

	@Test
	void ephemeralKeyOfLowOrder_isRefused() throws Exception {
		RawSecurePeer attacker = attacker();
		attacker.readOffer();
		attacker.readMessage();
		attacker.sendBytes(Preamble.choice(1)).sendMessage(new byte[200]);
		assertFails("remote public key: of low order");
	}

	@Test
	void staticKeyOfLowOrder_isRefused() throws Exception {
		RawSecurePeer attacker = attacker().staticKeys(TestKeys.pair(TestKeys.secret("liar"), new byte[32]));
		attacker.readOffer();
		attacker.readMessage1();
		attacker.sendAnswer(attacker.proof());
		assertFails("remote public key: of low order");
	}

	@Test
	void suiteThatWasNotOffered_isRefused() throws Exception {
		RawSecurePeer attacker = attacker();
		attacker.readOffer();
		attacker.sendBytes(Preamble.choice(77)).sendMessage(new byte[200]);
		assertFails("suite: 77 was chosen (expected: one of [1, 2], as offered)");
	}

	@Test
	void versionThatWasNotOffered_isRefused() throws Exception {
		RawSecurePeer attacker = attacker();
		byte[] choice = Preamble.choice(1);
		choice[11] = 9;
		attacker.sendBytes(choice);
		assertFails("answer: kind 0, version 9");
	}

	@Test
	void overlongMessage2_isRefusedBeforeItHasCome() throws Exception {
		attacker().sendBytes(Preamble.choice(1)).sendBytes(new byte[] { 4, 1 });
		assertFails("handshake message: 1025 bytes");
	}

	@Test
	void idOfSomebodyElse_isRefused() throws Exception {
		RawSecurePeer attacker = attacker();
		attacker.readOffer();
		attacker.readMessage1();
		byte[] proof = attacker.proof();
		System.arraycopy(Identity.generate().id().bytes(), 0, proof, 0, 32);
		attacker.sendAnswer(proof);
		assertFails("the signature is not that key's");
	}

	@Test
	void proofOfTheOtherRole_isRefused() throws Exception {
		RawSecurePeer attacker = attacker();
		attacker.readOffer();
		attacker.readMessage1();
		attacker.sendAnswer(attacker.proof(Role.INITIATOR, attacker.hash(), attacker.staticKey()));
		assertFails("the signature is not that key's");
	}

	@Test
	void proofOverAnotherHashOrStaticKey_isRefused() throws Exception {
		RawSecurePeer first = attacker();
		first.readOffer();
		first.readMessage1();
		first.sendAnswer(first.proof(Role.RESPONDER, new byte[32], first.staticKey()));
		assertFails("the signature is not that key's");
		RawSecurePeer second = attacker();
		second.readOffer();
		second.readMessage1();
		second.sendAnswer(second.proof(Role.RESPONDER, second.hash(), first.staticKey()));
		assertFails("the signature is not that key's");
	}

	@Test
	void refusal_isToldInItsOwnWords() throws Exception {
		attacker().sendBytes(Preamble.refusal(Preamble.Refusal.NETWORK));
		assertFails("it belongs to another network");
	}

	@Test
	void refusalBehindTheHandshake_isToldWithPrintableWords() throws Exception {
		attacker().shakeHands().send(Frames.close(2, "go\u001b[2J\n\u202eaway\u2028\ud83d\ude00"));
		assertFails("refused this node, REJECTED: go?[2J??away?\ud83d\ude00");
	}

	@Test
	void refusalByLimit_isALimit() throws Exception {
		attacker().shakeHands().send(Frames.close(3, ""));
		assertFails(DialException.Reason.LIMIT, "refused this node, LIMIT");
	}

	@Test
	void hangUpBeforeAccept_isAFailedDial() throws Exception {
		// Not by a close, which is a reset where something was not read yet.
		attacker().shakeHands().end();
		assertFails("the connection ended without a closing word");
	}

	@Test
	void silenceBeforeAccept_isAFailedDialAtTheDeadline() throws Exception {
		this.dial = this.target.impatient(Duration.ofSeconds(5)).dialAsync("127.0.0.1:" + this.server.getLocalPort());
		RawSecurePeer attacker = RawSecurePeer.accept(this.server).shakeHands();
		assertFails("no session secure within PT5S");
		attacker.close();
	}

}
