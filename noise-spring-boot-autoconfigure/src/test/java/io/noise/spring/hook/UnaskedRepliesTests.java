package io.noise.spring.hook;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import io.noise.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replies that nobody asked for.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnaskedRepliesTests {

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);

	private final UnaskedReplies replies = new UnaskedReplies("Greeter.ask(Chat)", this.nanoTime::get);

	private final Peer peer = Mockito.mock("peer 7");

	@Test
	void values_areNoWarning(CapturedOutput output) {
		this.replies.drop(this.peer, new Vote(1));
		this.replies.drop(this.peer, CompletableFuture.completedFuture(new Vote(1)));
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void failuresOfStages_areWarnings_onceAMinute(CapturedOutput output) {
		fail("one");
		fail("two");
		assertThat(output)
			.containsPattern("WARN.*Greeter.ask\\(Chat\\) failed after it returned, on a message of peer 7")
			.contains("IOException: one")
			.doesNotContain("IOException: two");
		this.nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
		fail("three");
		assertThat(output).contains("IOException: three");
	}

	private void fail(String message) {
		CompletableFuture<Vote> stage = new CompletableFuture<>();
		this.replies.drop(this.peer, stage);
		stage.completeExceptionally(new IOException(message));
	}

}
