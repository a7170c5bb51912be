package io.noise.session.secure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.noise.Nodes;
import io.noise.NoiseTimeoutException;
import io.noise.NotSentException;
import io.noise.Peer;
import io.noise.Refusal;
import io.noise.UnknownOutcomeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Peers that fall silent, do not read, or are gone. The limits are short here; what they
 * are in use does not matter.
 */
class LivenessTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final String BIG = "x".repeat(100_000);

	@RegisterExtension
	final Target target = new Target();

	// --- silence

	@Test
	void silentPeer_isAskedAndThenGivenUp() throws Exception {
		this.target.start(LimitedSession.silence(SHORT));
		try (RawSecurePeer peer = this.target.connected()) {
			peer.readFrame(4);
			assertThat(peer.readFrame(7).readUnsignedByte()).isEqualTo(6);
			this.target.assertDisconnected("IDLE", "nothing was heard of it, not even the answer to a ping");
			this.target.assertLimit(Refusal.PING_TIMEOUT);
		}
	}

	@Test
	void silentPeerThatAnswersPings_stays() throws Exception {
		this.target.start(LimitedSession.asking(SHORT));
		try (RawSecurePeer peer = this.target.connected()) {
			for (int i = 0; i < 4; i++) {
				peer.send(Frames.pong(peer.readFrame(4).readLong()));
			}
			peer.send(Frames.chat("still here"));
			this.target.awaitReceived("still here");
		}
	}

	@Test
	void silentHonestPeer_staysWithoutEitherApplicationDoingAnything() throws Exception {
		this.target.start(LimitedSession.asking(Duration.ofMillis(100)));
		Peer honest = this.target.node().peers().get(0);
		await().atMost(Nodes.SOON).until(() -> honest.roundTripTime().isPresent());
		assertThat(honest.isConnected()).isTrue();
	}

	@Test
	void peerThatWithholdsItsPongsAndSendsSomethingElse_staysAndPingsHaveALimit() throws Exception {
		this.target.start(LimitedSession.answers(SHORT));
		try (RawSecurePeer peer = this.target.connected()) {
			Peer here = this.target.other();
			for (int i = 0; i < 3; i++) {
				CompletableFuture<Duration> ping = here.ping();
				while (!ping.isDone()) {
					peer.send(Frames.pong(4711), Frames.frame(99, new byte[10]));
				}
				assertThat(ping).failsWithin(Duration.ZERO)
					.withThrowableThat()
					.havingCause()
					.isInstanceOf(NoiseTimeoutException.class)
					.withMessageContaining("noise.limits.ping-timeout");
			}
			assertThat(here.roundTripTime()).isEmpty();
			assertThat(here.isConnected()).isTrue();
		}
	}

	@Test
	void messagesThatCome_areToldOf() throws Exception {
		this.target.start(LimitedSession.asking(SHORT));
		try (RawSecurePeer peer = this.target.connected()) {
			peer.send(Frames.chat("one"));
			long told = peer.readFrame(11).readLong();
			assertThat(told).isPositive();
			peer.send(Frames.chat("two"));
			assertThat(peer.readFrame(11).readLong()).isEqualTo(told + Frames.chat("two").length + 2 + 16);
		}
	}

	@Test
	void messageThatIsNotComplete_isToldOfToo() throws Exception {
		this.target.start(LimitedSession.asking(SHORT));
		try (RawSecurePeer peer = this.target.connected()) {
			byte[] half = Arrays.copyOf(Frames.chat(BIG), 50_000);
			peer.send(half);
			while (peer.readFrame(11).readLong() <= half.length) {
				// It is told of in parts, as it comes.
			}
		}
	}

	@Test
	void peerThatHasNotAcceptedYet_isAskedNothing() throws Exception {
		this.target.start(LimitedSession.asking(SHORT));
		try (RawSecurePeer slow = this.target.attacker().shakeHands(); RawSecurePeer other = this.target.connected()) {
			other.readFrame(4);
			slow.send(Frames.accept());
			assertThat(slow.readFrame().readUnsignedByte()).isEqualTo(1);
		}
	}

	@Test
	void recordThatIsBegunAndNotFinished_isGivenUp() throws Exception {
		this.target.start(LimitedSession.frames(SHORT));
		try (RawSecurePeer peer = this.target.connected()) {
			peer.sendBytes(new byte[] { 1 });
			this.target.assertDisconnected("IDLE", "it did not finish a record within");
			this.target.assertLimit(Refusal.FRAME_TIMEOUT);
		}
	}

	@Test
	void frameThatIsBegunAndNotFinished_isGivenUpThoughRecordsCome() throws Exception {
		this.target.start(LimitedSession.frames(SHORT));
		try (RawSecurePeer peer = this.target.connected()) {
			byte[] frame = Frames.chat("never complete");
			CompletableFuture<Void> ended = CompletableFuture
				.runAsync(() -> this.target.assertDisconnected("IDLE", "frame: "));
			for (int i = 0; i < frame.length - 1 && peer.trySend(new byte[] { frame[i] }); i++) {
				// A record a byte.
			}
			ended.get();
			this.target.assertLimit(Refusal.FRAME_TIMEOUT);
		}
	}

	// --- the end

	@Test
	void cutWithoutClose_isAConnectionLost() throws Exception {
		this.target.start();
		this.target.connected().close();
		this.target.assertDisconnected("CONNECTION_LOST", "the connection ended without a closing word");
	}

	@Test
	void closeFrame_isRemote() throws Exception {
		this.target.start();
		try (RawSecurePeer peer = this.target.connected()) {
			peer.send(Frames.close(0, ""));
			this.target.assertDisconnected("REMOTE");
		}
	}

	@Test
	void messagesBehindWhichThePeerIsCut_areHandled() throws Exception {
		this.target.start();
		try (RawSecurePeer peer = this.target.connected()) {
			peer.send(Frames.chat("one"), Frames.chat("two")).end();
			this.target.assertDisconnected("CONNECTION_LOST");
			this.target.awaitReceived("one", "two");
		}
	}

	@Test
	@Timeout(600)
	void localDisconnect_isToldThoughThePeerHadNotReadWhatWasBefore() throws Exception {
		this.target.start(LimitedSession.patient());
		CompletableFuture<Void> done;
		try (RawSecurePeer peer = unwritable()) {
			done = this.target.other().disconnectAsync();
			assertThat(peer.readFrame(7).readUnsignedByte()).isZero();
		}
		done.get();
	}

	/** One that asks and asks and does not read, until nothing more is written to it. */
	private RawSecurePeer unwritable() throws Exception {
		RawSecurePeer peer = RawSecurePeer.dialTight(this.target.node().port()).connect();
		Peer here = this.target.other();
		long sent = -1;
		byte[][] pings = IntStream.range(0, 500).mapToObj(Frames::ping).toArray(byte[][]::new);
		while (here.stats().bytesSent() != sent) {
			sent = here.stats().bytesSent();
			CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> ask(peer, pings));
			awaitAsked(peer, asked);
			this.target.received().clear();
		}
		return peer;
	}

	private static void ask(RawSecurePeer peer, byte[][] pings) {
		try {
			for (int i = 0; i < 20; i++) {
				peer.send(pings);
			}
			peer.send(Frames.chat("asked"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits until the other end has all that was asked. Linux drops a segment that does
	 * not fit into so small a receive buffer, and then every acknowledgement behind it,
	 * so that what this end sends stands still as well: it reads a little to get on.
	 */
	private void awaitAsked(RawSecurePeer peer, CompletableFuture<Void> asked) throws Exception {
		long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
		long patience = System.nanoTime() + Duration.ofSeconds(2).toNanos();
		while (!this.target.received().contains("asked")) {
			assertThat(System.nanoTime()).as("time to be asked").isLessThan(end);
			if (asked.isCompletedExceptionally()) {
				asked.get();
			}
			if (System.nanoTime() > patience) {
				peer.readWhatIsThere();
			}
			Thread.sleep(5);
		}
		asked.get();
	}

	// --- not reading

	@Test
	@Timeout(600)
	void peerThatAsksAndDoesNotRead_isAnsweredUpToABound() throws Exception {
		this.target.start(LimitedSession.patient());
		try (RawSecurePeer peer = unwritable()) {
			assertThat(this.target.other().stats().bytesSent()).isLessThan(20 << 20);
			peer.send(Frames.ping(4711));
			while (peer.readFrame(5).readLong() != 4711) {
				// What was written before nothing more was.
			}
			this.target.assertHonestIsUnharmed();
		}
	}

	@Test
	void slowReader_isASlowConsumer() throws Exception {
		this.target.start(LimitedSession.stalls(SHORT));
		try (RawSecurePeer peer = RawSecurePeer.dialTight(this.target.node().port())) {
			peer.shakeHands().send(Frames.accept(1 << 20, Integer.MAX_VALUE, Frames.types(1, "Chat")));
			List<CompletableFuture<Void>> sent = flood(this.target.other());
			this.target.assertDisconnected("SLOW_CONSUMER", "it took nothing of what is written");
			this.target.assertLimit(Refusal.STALL_TIMEOUT);
			assertAllEnd(sent);
		}
	}

	@Test
	void slowReaderThatGoesOnSending_isASlowConsumerToo() throws Exception {
		this.target.start(LimitedSession.stalls(SHORT));
		try (RawSecurePeer peer = RawSecurePeer.dialTight(this.target.node().port())) {
			peer.shakeHands().send(Frames.accept(1 << 20, Integer.MAX_VALUE, Frames.types(1, "Chat")));
			List<CompletableFuture<Void>> sent = flood(this.target.other());
			CompletableFuture<Void> ended = CompletableFuture
				.runAsync(() -> this.target.assertDisconnected("SLOW_CONSUMER", "it took nothing of what is written"));
			while (!ended.isDone() && peer.trySend(Frames.ping(1), Frames.frame(99, new byte[1000]))) {
				// It goes on.
			}
			ended.get();
			assertAllEnd(sent);
		}
	}

	private static List<CompletableFuture<Void>> flood(Peer peer) {
		List<CompletableFuture<Void>> sent = new ArrayList<>();
		while (sent.stream().noneMatch(CompletableFuture::isCompletedExceptionally)) {
			sent.add(peer.sendAsync(new Target.Chat(BIG)));
		}
		return sent;
	}

	private static void assertAllEnd(List<CompletableFuture<Void>> sent) {
		await().atMost(Nodes.SOON).until(() -> sent.stream().allMatch(CompletableFuture::isDone));
		sent.stream()
			.filter(CompletableFuture::isCompletedExceptionally)
			.forEach((failed) -> assertThat(failed).failsWithin(Duration.ZERO)
				.withThrowableThat()
				.havingCause()
				.isInstanceOfAny(NotSentException.class, UnknownOutcomeException.class));
	}

	@Test
	void slowReaderThatSendsMessages_isGivenNoCreditForThem() throws Exception {
		this.target.start(LimitedSession.window(1 << 20));
		try (RawSecurePeer peer = unwritable()) {
			byte[] message = Frames.chat(BIG);
			long most = 2 * (1 << 20) + 2 * 64;
			for (long sent = 0; sent <= 2 * most && peer.trySend(message); sent += BIG.length()) {
				// It goes on, whatever it was given.
			}
			this.target.assertClosed("PROTOCOL", "for which there was no credit");
		}
	}

}
