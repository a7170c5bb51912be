package io.noise.session.secure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;

import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The pings of one end that wait for their answers. One is under way at a time; whoever
 * asks meanwhile shares its answer.
 */
final class Pings {

	private final LongConsumer write;

	private final List<CompletableFuture<Duration>> waiting = new ArrayList<>();

	private long number;

	private long askedNanos;

	private boolean ended;

	private volatile @Nullable Duration last;

	Pings(LongConsumer write) {
		this.write = write;
	}

	/**
	 * Asks. From any thread; completed on the event loop.
	 */
	CompletableFuture<Duration> ask(Executor loop) {
		CompletableFuture<Duration> answer = new CompletableFuture<>();
		try {
			loop.execute(() -> begin(answer));
		}
		catch (RejectedExecutionException ex) {
			answer.completeExceptionally(noAnswer());
		}
		return answer;
	}

	private void begin(CompletableFuture<Duration> answer) {
		if (this.ended) {
			answer.completeExceptionally(noAnswer());
			return;
		}
		boolean first = this.waiting.isEmpty();
		this.waiting.add(answer);
		if (first) {
			this.number++;
			this.askedNanos = System.nanoTime();
			this.write.accept(this.number);
		}
	}

	void answered(long answered) {
		if (answered == this.number && !this.waiting.isEmpty()) {
			Duration took = Duration.ofNanos(System.nanoTime() - this.askedNanos);
			this.last = took;
			List<CompletableFuture<Duration>> all = List.copyOf(this.waiting);
			this.waiting.clear();
			all.forEach((one) -> one.complete(took));
		}
	}

	/** How long the last answer took. From any thread. */
	Optional<Duration> lastRoundTrip() {
		return Optional.ofNullable(this.last);
	}

	void fail() {
		this.ended = true;
		this.waiting.forEach((one) -> one.completeExceptionally(noAnswer()));
		this.waiting.clear();
	}

	private static SessionException noAnswer() {
		return new SessionException(Fault.CUT, "ping: the connection ended before the answer came");
	}

}
