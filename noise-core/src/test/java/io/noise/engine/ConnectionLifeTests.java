package io.noise.engine;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.channel.embedded.EmbeddedChannel;
import io.noise.DisconnectReason;
import io.noise.Peer;
import io.noise.engine.ConnectionLife.Stage;
import io.noise.session.channel.SessionLink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionLifeTests {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	private final List<String> told = new ArrayList<>();

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final SessionLink link = fake(SessionLink.class);

	private final Peer peer = fake(Peer.class);

	private final ConnectionLife life = new ConnectionLife(new Outcome());

	@AfterEach
	void close() {
		this.channel.finishAndReleaseAll();
	}

	@Test
	void ready_afterAllStages_tellsTheDialBeforeTheOthers() {
		this.life.shown().thenRun(() -> this.told.add("others: shown"));
		this.life.ready().thenRun(() -> this.told.add("others: ready"));
		reachPeer();
		this.life.ready(this.peer);
		assertThat(this.told).containsExactly("shown", "others: shown", "ready", "others: ready");
	}

	@Test
	void show_withoutSession_changesNothing() {
		this.life.connected();
		assertThat(this.life.inTime()).isFalse();
		this.life.show();
		this.life.ready(this.peer);
		assertThat(this.life.isShown()).isFalse();
		assertThat(this.told).isEmpty();
	}

	@Test
	void show_twice_tellsOnce() {
		reachPeer();
		this.life.show();
		assertThat(this.told).containsExactly("shown");
	}

	@Test
	void inTime_afterTheTime_isRefused() {
		this.life.connected();
		this.life.limit(this.channel.eventLoop(), LIMIT, (reached) -> this.told.add("late in " + reached));
		this.life.established(this.link, 1);
		pass(LIMIT);
		assertThat(this.life.inTime()).isFalse();
		this.life.show();
		assertThat(this.life.isShown()).isFalse();
		assertThat(this.told).containsExactly("late in " + Stage.SETUP);
	}

	@Test
	void established_afterTheTime_isRefused() {
		this.life.connected();
		this.life.limit(this.channel.eventLoop(), LIMIT, (reached) -> this.told.add("late in " + reached));
		pass(LIMIT);
		assertThat(this.life.established(this.link, 1)).isFalse();
		assertThat(this.life.link()).isNull();
		assertThat(this.told).containsExactly("late in " + Stage.SESSION);
	}

	@Test
	void limit_inTime_isNeverLate() {
		this.life.connected();
		this.life.limit(this.channel.eventLoop(), LIMIT, (reached) -> this.told.add("late in " + reached));
		this.life.established(this.link, 1);
		assertThat(this.life.inTime()).isTrue();
		pass(LIMIT);
		assertThat(this.life.inTime()).isTrue();
		assertThat(this.told).isEmpty();
	}

	@Test
	void show_afterTheChannelIsClosed_stillTellsThePeer() {
		this.life.connected();
		this.life.established(this.link, 1);
		this.life.begin(DisconnectReason.CONNECTION_LOST);
		this.life.close();
		assertThat(this.life.inTime()).isTrue();
		this.life.show();
		this.life.ready(this.peer);
		this.life.complete();
		assertThat(this.told).containsExactly("shown", "ready");
	}

	@Test
	void begin_twice_keepsTheFirstReasonAndCause() {
		IllegalStateException first = new IllegalStateException("first");
		assertThat(this.life.begin(DisconnectReason.IDLE)).isTrue();
		assertThat(this.life.begin(DisconnectReason.LOCAL)).isFalse();
		this.life.causedBy(first);
		this.life.causedBy(new IllegalStateException("second"));
		assertThat(this.life.reason()).contains(DisconnectReason.IDLE);
		assertThat(this.life.cause()).isSameAs(first);
	}

	@Test
	void endsWhenClosed_hooksStillRun_tellsTheDialAtTheClose() {
		this.life.whenEnded(() -> this.told.add("complete"));
		this.life.endsWhenClosed();
		this.life.begin(DisconnectReason.IDLE);
		this.life.close();
		assertThat(this.told).containsExactly("ended IDLE null");
	}

	@Test
	void complete_hooksGivenUpBefore_stillEnds() {
		this.life.whenEnded(() -> this.told.add("complete"));
		this.life.stopped().complete(null);
		assertThat(this.told).containsExactly("ended null null");
		this.life.complete();
		assertThat(this.told).contains("complete");
	}

	@Test
	void whenEnded_severalActions_runInTheirOrderAndAtOnceAfterwards() {
		this.life.whenEnded(() -> this.told.add("first"));
		this.life.whenEnded(() -> this.told.add("second"));
		assertThat(this.told).isEmpty();
		this.life.complete();
		this.life.whenEnded(() -> this.told.add("third"));
		assertThat(this.told).containsSubsequence("first", "second", "third");
	}

	@Test
	void whenDecided_inTime_runsOnce() {
		this.life.whenDecided(() -> this.told.add("decided"));
		this.life.connected();
		this.life.established(this.link, 1);
		assertThat(this.told).isEmpty();
		this.life.inTime();
		this.life.close();
		assertThat(this.told).containsExactly("decided");
	}

	@Test
	void whenDecided_closedBefore_runsAtTheClose() {
		this.life.whenDecided(() -> this.told.add("decided"));
		this.life.close();
		assertThat(this.told).containsExactly("decided");
	}

	private void reachPeer() {
		this.life.connected();
		this.life.established(this.link, 1);
		assertThat(this.life.inTime()).isTrue();
		this.life.show();
		assertThat(this.life.isShown()).isTrue();
	}

	private void pass(Duration time) {
		this.channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
		this.channel.runScheduledPendingTasks();
	}

	private static <T> T fake(Class<T> type) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, args) -> {
				throw new UnsupportedOperationException(method.toString());
			}));
	}

	/** Writes down what a dial is told. */
	private final class Outcome implements DialOutcome {

		@Override
		public DialTarget target() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Duration handshakeTime() {
			return LIMIT;
		}

		@Override
		public boolean established() {
			return true;
		}

		@Override
		public void shown() {
			ConnectionLifeTests.this.told.add("shown");
		}

		@Override
		public void ready(Peer made) {
			ConnectionLifeTests.this.told.add("ready");
		}

		@Override
		public void ended(@Nullable DisconnectReason reason, @Nullable Throwable cause) {
			ConnectionLifeTests.this.told.add("ended " + reason + " " + cause);
		}

	}

}
