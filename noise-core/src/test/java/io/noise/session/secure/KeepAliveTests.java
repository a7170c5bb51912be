package io.noise.session.secure;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.noise.session.channel.Role;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import io.noise.session.channel.SessionLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An end of which the other hears little or nothing. Time is moved by hand.
 */
class KeepAliveTests {

	private static final Duration INTERVAL = Duration.ofSeconds(30);

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final Duration MOMENT = Duration.ofMillis(1);

	private static final int PING = 4;

	private final InProcessEnd end = InProcessEnd.established(Role.RESPONDER, limits());

	/** The keys of the other end. */
	private final CipherState sending = new CipherState(Suite.AESGCM, TestKeys.secret("one"));

	private final CipherState receiving = new CipherState(Suite.AESGCM, TestKeys.secret("two"));

	private static SessionLimits limits() {
		Duration never = Duration.ofHours(1);
		return new SessionLimits(100_000, never, 4 << 20, INTERVAL, TIMEOUT, never);
	}

	@AfterEach
	void hangUp() {
		this.end.hangUp();
	}

	/** The other end sends a frame. */
	private void send(byte[] frame) {
		byte[] sealed = new byte[frame.length + CipherState.TAG_BYTES];
		this.sending.seal(ByteBuffer.wrap(frame), ByteBuffer.wrap(sealed));
		this.end.read(HandshakeHandler.framed(sealed));
	}

	/** The frames that were written since this was asked last: each in its own record. */
	private List<ByteBuffer> written() {
		List<ByteBuffer> frames = new ArrayList<>();
		ByteBuffer records = ByteBuffer.wrap(this.end.written());
		while (records.hasRemaining()) {
			byte[] sealed = new byte[Short.toUnsignedInt(records.getShort())];
			records.get(sealed);
			ByteBuffer frame = ByteBuffer.allocate(sealed.length);
			this.receiving.open(ByteBuffer.wrap(sealed), frame.duplicate());
			frames.add(frame);
		}
		return frames;
	}

	/** The kinds of those frames, which follow the one byte of their length. */
	private List<Integer> writtenKinds() {
		return written().stream().map((frame) -> (int) frame.get(1)).toList();
	}

	/** Each end accepts the other. */
	private void accept() {
		send(Frames.accept());
		writtenKinds();
	}

	private void assertDead() {
		assertThat(this.end.failures()).first()
			.isInstanceOfSatisfying(SessionException.class,
					(failure) -> assertThat(failure.fault()).isEqualTo(Fault.SILENT));
		assertThat(this.end.channel().isOpen()).isFalse();
	}

	private void assertAlive() {
		assertThat(this.end.failures()).isEmpty();
		assertThat(this.end.channel().isOpen()).isTrue();
	}

	@Test
	void silentPeer_isAskedAtTheIntervalAndGivenUpAtTheTimeoutAndNotBefore() {
		accept();
		this.end.pass(INTERVAL.minus(MOMENT));
		assertThat(writtenKinds()).isEmpty();
		this.end.pass(MOMENT);
		assertThat(writtenKinds()).containsExactly(PING);
		this.end.pass(TIMEOUT.minus(MOMENT));
		assertAlive();
		this.end.pass(MOMENT);
		assertDead();
	}

	@Test
	void peerThatAnswersAtTheLastMoment_stays() {
		accept();
		for (int i = 0; i < 100; i++) {
			this.end.pass(INTERVAL);
			List<ByteBuffer> asked = written();
			assertThat(asked).hasSize(1);
			assertThat(asked.get(0).get(1)).isEqualTo((byte) PING);
			this.end.pass(TIMEOUT.minus(MOMENT));
			send(Frames.pong(i + 1));
			assertAlive();
		}
		assertThat(this.end.link().roundTripTime()).contains(TIMEOUT.minus(MOMENT));
	}

	@Test
	void endThatSleptAfterAnAnswer_asksAnewBeforeItGivesUp() {
		accept();
		this.end.pass(INTERVAL);
		assertThat(writtenKinds()).containsExactly(PING);
		send(Frames.pong(1));
		this.end.pass(Duration.ofHours(1));
		assertAlive();
		assertThat(writtenKinds()).containsExactly(PING);
		this.end.pass(TIMEOUT);
		assertDead();
	}

	@Test
	void peerThatWithholdsItsPongsAndSendsSomethingElse_staysAndPingsHaveALimit() {
		accept();
		for (int i = 0; i < 100; i++) {
			CompletableFuture<Duration> ping = this.end.link().ping();
			assertThat(writtenKinds()).containsExactly(PING);
			this.end.pass(TIMEOUT.minus(MOMENT));
			assertThat(ping).isNotDone();
			this.end.pass(MOMENT);
			assertThat(ping).isCompletedExceptionally();
			this.end.pass(INTERVAL.minus(MOMENT.multipliedBy(2)));
			send(Frames.pong(4711));
			assertAlive();
		}
		assertThat(this.end.link().roundTripTime()).isEmpty();
	}

	@Test
	void honestEnds_stayWithoutEitherDoingAnything() {
		InProcessEnd other = InProcessEnd.established(Role.INITIATOR, limits());
		InProcessEnd.exchange(this.end, other);
		for (int i = 0; i < 1_000; i++) {
			this.end.pass(TIMEOUT);
			other.pass(TIMEOUT);
			InProcessEnd.exchange(this.end, other);
		}
		assertAlive();
		assertThat(other.failures()).isEmpty();
		assertThat(this.end.link().roundTripTime()).isPresent();
		other.hangUp();
	}

}
