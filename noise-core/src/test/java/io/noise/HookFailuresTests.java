package io.noise;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HookFailuresTests {

	private static final String PEER = "peer abc-1";

	private static final String HOOK = "com.acme.Greeter";

	private final LongAdder counter = new LongAdder();

	private final AtomicLong clock = new AtomicLong();

	private final HookFailures failures = new HookFailures(PEER, this.counter, this.clock::get);

	private final CapturedLog log = new CapturedLog(HookFailures.class);

	@AfterEach
	void release() {
		this.log.close();
	}

	private void passes(double intervals) {
		this.clock.addAndGet((long) (intervals * HookFailures.INTERVAL.toNanos()));
	}

	@Test
	void add_theFirstFailureOfAHook_isLoggedInFull() {
		this.failures.add(HOOK, "onPeerInit", new IllegalStateException("no"));
		this.failures.add("com.acme.Other", "onPeerInit", new IllegalStateException("no"));
		assertThat(this.log.traced()).containsExactly("Hook com.acme.Greeter failed on onPeerInit of peer abc-1",
				"Hook com.acme.Other failed on onPeerInit of peer abc-1");
	}

	@Test
	void add_oneAndTheSameAgain_isLoggedOnceAMinuteWithTheNumber() {
		for (int i = 0; i < 1000; i++) {
			this.failures.add(HOOK, "onPeerInit", new IllegalStateException("no"));
		}
		assertThat(this.log.lines()).hasSize(1);
		passes(1);
		this.failures.add(HOOK, "onPeerInit", new IllegalStateException("no"));
		passes(0.5);
		this.failures.add(HOOK, "onPeerInit", new IllegalStateException("no"));
		assertThat(this.log.lines()).hasSize(2)
			.last()
			.isEqualTo("WARN Hook com.acme.Greeter failed 1000 more times for peer abc-1");
		assertThat(this.counter.sum()).isEqualTo(1002);
	}

	@Test
	void tellRest_tellsOfWhatWasNotLogged() {
		this.failures.add(HOOK, "onPeerInit", new IllegalStateException("no"));
		this.failures.add(HOOK, "onPeerInit", new IllegalStateException("no"));
		this.failures.tellRest();
		this.failures.tellRest();
		assertThat(this.log.lines()).hasSize(2)
			.last()
			.isEqualTo("WARN Hook com.acme.Greeter failed 1 more times for peer abc-1");
	}

	@Test
	void add_becauseThisVeryPeerIsGone_isForDebugging() {
		NotSentException gone = new NotSentException("message: not sent", null, PEER);
		this.failures.add(HOOK, "onPeerInit", gone);
		this.failures.add(HOOK, "onPeerInit", new CompletionException(gone));
		assertThat(this.log.lines()).hasSize(2).allMatch((line) -> line.startsWith("DEBUG "));
		assertThat(this.counter.sum()).isEqualTo(2);
	}

	@Test
	void add_becauseAnotherPeerIsGone_isLoggedInFull() {
		this.failures.add(HOOK, "onPeerInit", new NotSentException("message: not sent", null, "peer abc-2"));
		assertThat(this.log.traced()).hasSize(1);
	}

	@Test
	void add_ofAnyNumberOfHooks_keepsFewOfThem() {
		for (int i = 0; i < 10_000; i++) {
			this.failures.add(new Object(), "onPeerInit", new IllegalStateException("no"));
		}
		assertThat(this.log.lines()).hasSizeLessThan(300);
		this.failures.tellRest();
		assertThat(this.log.lines()).last().asString().startsWith("WARN Other hooks failed ");
	}

}
