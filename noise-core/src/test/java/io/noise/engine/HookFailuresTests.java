package io.noise.engine;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.noise.CapturedLog;
import io.noise.NotSentException;
import io.noise.limit.LogThrottle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HookFailuresTests {

	private static final String PEER = "peer abc-1";

	private static final String HOOK = "com.acme.Greeter";

	private final LongAdder counter = new LongAdder();

	private final AtomicLong clock = new AtomicLong();

	private final HookFailures failures = new HookFailures(this.counter, this.clock::get);

	private final CapturedLog log = new CapturedLog(HookFailures.class);

	@AfterEach
	void release() {
		this.log.close();
	}

	private void passes(double minutes) {
		this.clock.addAndGet((long) (minutes * LogThrottle.INTERVAL.toNanos()));
	}

	private void fail(String peer) {
		this.failures.add(peer, HOOK, "onPeerInit", new IllegalStateException("no"));
	}

	private void fail(int times) {
		for (int i = 0; i < times; i++) {
			fail(PEER);
		}
	}

	@Test
	void add_failures_areLoggedInFull() {
		fail(PEER);
		this.failures.add(PEER, "com.acme.Other", "onPeerInit", new IllegalStateException("no"));
		fail("peer abc-2");
		assertThat(this.log.traced()).containsExactly("Hook com.acme.Greeter failed on onPeerInit of peer abc-1",
				"Hook com.acme.Other failed on onPeerInit of peer abc-1",
				"Hook com.acme.Greeter failed on onPeerInit of peer abc-2");
	}

	@Test
	void add_oneAndTheSameAgainAndAgain_isTenLinesAMinuteAndTheNumberOfTheOthers() {
		fail(1010);
		assertThat(this.log.traced()).hasSize(10);
		assertThat(this.log.lines()).hasSize(10);
		passes(0.9);
		fail(1);
		assertThat(this.log.lines()).hasSize(10);
		passes(0.1);
		fail(1);
		assertThat(this.log.lines()).hasSize(12)
			.element(10)
			.isEqualTo("WARN Hook com.acme.Greeter failed 1001 more times with java.lang.IllegalStateException, "
					+ "the last time for peer abc-1");
		assertThat(this.log.traced()).hasSize(11);
		assertThat(this.counter.sum()).isEqualTo(1012);
	}

	@Test
	void add_forOnePeerAfterTheOther_isLoggedAsForOne() {
		for (int i = 0; i < 1000; i++) {
			fail("peer abc-" + i);
		}
		assertThat(this.log.traced()).hasSize(10);
		passes(1);
		fail("peer abc-1000");
		assertThat(this.log.lines()).hasSize(12)
			.element(10)
			.isEqualTo("WARN Hook com.acme.Greeter failed 990 more times with java.lang.IllegalStateException, "
					+ "the last time for peer abc-999");
		assertThat(this.counter.sum()).isEqualTo(1001);
	}

	@Test
	void add_withAnotherClassOfException_isLoggedInFull() {
		fail(100);
		this.failures.add(PEER, HOOK, "onPeerInit", new IllegalArgumentException("no"));
		assertThat(this.log.traced()).hasSize(11);
	}

	@Test
	void add_ofHooksOfOneClassWithoutNames_isLoggedAsOfOne() {
		for (int i = 0; i < 100; i++) {
			this.failures.add("peer abc-" + i, new Object(), "onDisconnect", new IllegalStateException("no"));
		}
		assertThat(this.log.lines()).hasSize(10);
	}

	@Test
	void logDue_logsWhatIsAMinuteOld() {
		fail(11);
		this.failures.logDue();
		assertThat(this.log.lines()).hasSize(10);
		passes(1);
		this.failures.logDue();
		this.failures.logDue();
		assertThat(this.log.lines()).hasSize(11).last().asString().contains("failed 1 more times");
	}

	@Test
	void logRest_logsWhatWasNotLogged() {
		fail(11);
		this.failures.logRest();
		this.failures.logRest();
		assertThat(this.log.lines()).hasSize(11)
			.last()
			.isEqualTo("WARN Hook com.acme.Greeter failed 1 more times with java.lang.IllegalStateException, "
					+ "the last time for peer abc-1");
	}

	@Test
	void add_becauseThisVeryPeerIsGone_isForDebugging() {
		NotSentException gone = new NotSentException("message: not sent", null, "abc-1");
		this.failures.add(PEER, HOOK, "onPeerInit", gone);
		this.failures.add(PEER, HOOK, "onPeerInit", new CompletionException(gone));
		assertThat(this.log.lines()).hasSize(2).allMatch((line) -> line.startsWith("DEBUG "));
		assertThat(this.counter.sum()).isEqualTo(2);
	}

	@Test
	void add_becauseThisVeryPeerIsGoneAndOfSomethingElse_isLoggedInFull() {
		IllegalStateException both = new IllegalStateException("no",
				new NotSentException("message: not sent", null, "abc-1"));
		both.addSuppressed(new IllegalArgumentException("as a test"));
		this.failures.add(PEER, HOOK, "onPeerInit", both);
		assertThat(this.log.traced()).hasSize(1);
	}

	@Test
	void add_becauseAnotherPeerIsGone_isLoggedInFull() {
		this.failures.add(PEER, HOOK, "onPeerInit", new NotSentException("message: not sent", null, "abc-2"));
		assertThat(this.log.traced()).hasSize(1);
	}

	@Test
	void add_ofAnyNumberOfHooks_keepsFewOfThem() {
		for (int i = 0; i < 10_000; i++) {
			this.failures.add(PEER, "hook " + i, "onPeerInit", new IllegalStateException("no"));
		}
		assertThat(this.log.lines()).hasSizeLessThan(300);
		this.failures.logRest();
		assertThat(this.log.lines()).last().asString().startsWith("WARN Other hooks failed ");
	}

}
