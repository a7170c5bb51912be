package io.noise.spring.hook;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.noise.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops what a method returns for a message that expects no reply. If it is a stage, its
 * failure would be lost, so it is logged: at WARN at most once a minute, since peers
 * cause it, and else at DEBUG. From any thread.
 */
final class UnaskedReplies {

	private static final Logger logger = LoggerFactory.getLogger(UnaskedReplies.class);

	private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

	private final Object method;

	private final LongSupplier nanoTime;

	private final AtomicLong nextWarning;

	/**
	 * Creates it for one method.
	 * @param method the method, named by its {@code toString()}
	 * @param nanoTime the clock
	 */
	UnaskedReplies(Object method, LongSupplier nanoTime) {
		this.method = method;
		this.nanoTime = nanoTime;
		this.nextWarning = new AtomicLong(nanoTime.getAsLong());
	}

	void drop(Peer peer, Object reply) {
		if (reply instanceof CompletionStage<?> stage) {
			stage.whenComplete((value, failure) -> {
				if (failure != null) {
					log(peer, failure);
				}
			});
		}
		logger.debug("{} returned a value, which is ignored: {} expects no reply", this.method, peer);
	}

	private void log(Peer peer, Throwable failure) {
		String line = "{} failed after it returned, on a message of {}";
		if (isWarningDue()) {
			logger.warn(line, this.method, peer, failure);
		}
		else {
			logger.debug(line, this.method, peer, failure);
		}
	}

	private boolean isWarningDue() {
		long now = this.nanoTime.getAsLong();
		long next = this.nextWarning.get();
		return now - next >= 0 && this.nextWarning.compareAndSet(next, now + INTERVAL_NANOS);
	}

}
