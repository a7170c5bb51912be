package io.noise.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.noise.CapturedLog;
import io.noise.DialException.Reason;
import io.noise.KeptConnection;
import io.noise.KeptConnection.State;
import io.noise.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReconnectAwayNoticeTests {

	private final CapturedLog log = new CapturedLog(ReconnectAwayNotice.class);

	private final AtomicLong clock = new AtomicLong(-5);

	private final ReconnectAwayNotice notice = new ReconnectAwayNotice(this.clock::get);

	private final Node node = Node.builder().build();

	@AfterEach
	void close() {
		this.log.close();
		this.node.close();
	}

	private static KeptConnection away(Reason reason, String words) {
		return new KeptConnection("id@node-7.example:3000", State.BACKOFF, Optional.empty(),
				Optional.ofNullable(reason), Optional.ofNullable(words));
	}

	private void after(Duration time) {
		this.clock.addAndGet(time.toNanos());
		this.notice.log(this.node, away(Reason.REFUSED, "dial id@node-7.example:3000: connection refused"));
	}

	private List<String> lines() {
		return this.log.lines();
	}

	@Test
	void addressThatIsAway_isToldAfter20Seconds_andHourly() {
		assertThat(this.notice.nanosUntilDue()).isEqualTo(Duration.ofSeconds(20).toNanos());
		after(Duration.ofSeconds(19));
		assertThat(lines()).isEmpty();
		after(Duration.ofSeconds(1));
		assertThat(lines()).singleElement()
			.asString()
			.startsWith("WARN ")
			.contains("id@node-7.example:3000", "20 s", "REFUSED", "connection refused",
					"Check that a node runs there");
		after(Duration.ofMinutes(59));
		assertThat(lines()).hasSize(1);
		assertThat(this.notice.nanosUntilDue()).isEqualTo(Duration.ofMinutes(1).toNanos());
		after(Duration.ofMinutes(1));
		assertThat(lines()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void everyReason_hasItsNameItsWordsAndAnAdvice(Reason reason) {
		this.clock.addAndGet(ReconnectAwayNotice.FIRST.toNanos());
		this.notice.log(this.node, away(reason, "as was said"));
		assertThat(lines()).singleElement().asString().matches(".*: " + reason + ", as was said\\. [A-Z].*");
	}

	@Test
	void addressThatWasNeverDialledToTheEnd_isToldAsWell() {
		this.clock.addAndGet(ReconnectAwayNotice.FIRST.toNanos());
		this.notice.log(this.node, away(null, null));
		assertThat(lines()).singleElement().asString().contains("no dial has ended yet");
	}

	@Test
	void addressThatWasHere_isToldAfter20SecondsAgain() {
		after(Duration.ofSeconds(20));
		after(Duration.ofSeconds(5));
		this.notice.lost(true);
		after(Duration.ofSeconds(19));
		assertThat(lines()).hasSize(1);
		after(Duration.ofSeconds(1));
		assertThat(lines()).hasSize(2);
	}

	@Test
	void connectionThatEndsAtOnce_isNoNews() {
		after(Duration.ofSeconds(20));
		this.notice.lost(false);
		after(Duration.ofSeconds(30));
		assertThat(lines()).hasSize(1);
	}

	@Test
	void connectionOfSomeSeconds_wasHere_unlessItCannotWork() {
		assertThat(Reconnector.wasHere(Duration.ofSeconds(2).toNanos(), false)).isTrue();
		assertThat(Reconnector.wasHere(Duration.ofMillis(500).toNanos(), false)).isFalse();
		assertThat(Reconnector.wasHere(Duration.ofSeconds(50).toNanos(), true)).isFalse();
	}

}
