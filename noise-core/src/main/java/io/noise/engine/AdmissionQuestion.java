package io.noise.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.noise.PeerAuthorizer;
import io.noise.PeerAuthorizer.Candidate;
import io.noise.concurrent.HookName;
import io.noise.limit.LogThrottle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question to the authorizer, answered once: by the authorizer, by the end of its
 * time or by the end of the connection.
 */
final class AdmissionQuestion implements Runnable {

	/** The possible answers. */
	enum Answer {

		/** The node is welcome. */
		WELCOME,

		/** The authorizer does not want the node, or failed. */
		REFUSED,

		/** The authorizer did not answer in time. */
		LATE,

		/** The node has disconnected, which is no refusal. */
		GONE

	}

	private static final Logger logger = LoggerFactory.getLogger(AdmissionQuestion.class);

	private final PeerAuthorizer authorizer;

	private final Candidate candidate;

	private final LogThrottle failureWarning;

	private final CompletableFuture<Answer> answer = new CompletableFuture<>();

	private final Object lock = new Object();

	/** The thread to interrupt if it takes too long. Guarded by the lock. */
	private @Nullable Thread asking;

	/**
	 * Creates a question that has not been asked.
	 * @param authorizer the authorizer to ask
	 * @param candidate the node to ask about
	 * @param failureWarning limits warnings of an authorizer that fails
	 */
	AdmissionQuestion(PeerAuthorizer authorizer, Candidate candidate, LogThrottle failureWarning) {
		this.authorizer = authorizer;
		this.candidate = candidate;
		this.failureWarning = failureWarning;
	}

	/**
	 * Starts the time for the answer.
	 * @param loop the event loop of the connection
	 * @return completed by any thread
	 */
	CompletableFuture<Answer> within(Duration timeout, EventLoop loop) {
		var timer = loop.schedule(() -> giveUp(Answer.LATE), timeout.toNanos(), TimeUnit.NANOSECONDS);
		this.answer.whenComplete((given, never) -> timer.cancel(false));
		return this.answer;
	}

	@Override
	public void run() {
		if (!enter()) {
			return;
		}
		Answer given = Answer.REFUSED;
		try {
			given = this.authorizer.isWelcome(this.candidate) ? Answer.WELCOME : Answer.REFUSED;
		}
		catch (Throwable ex) {
			log(ex);
		}
		finally {
			leave();
			this.answer.complete(given);
		}
	}

	private boolean enter() {
		synchronized (this.lock) {
			if (this.answer.isDone()) {
				return false;
			}
			this.asking = Thread.currentThread();
			return true;
		}
	}

	private void leave() {
		synchronized (this.lock) {
			this.asking = null;
			// An interrupt was meant for the authorizer, not for the thread's next task.
			Thread.interrupted();
		}
	}

	/**
	 * Waits no longer for the authorizer, and interrupts it.
	 * @param why the answer instead of its own
	 */
	void giveUp(Answer why) {
		if (!this.answer.complete(why)) {
			return;
		}
		synchronized (this.lock) {
			if (this.asking != null) {
				this.asking.interrupt();
			}
		}
	}

	/** Logs a failure, except after an interrupt: being late is logged already. */
	private void log(Throwable failure) {
		if (this.answer.isDone()) {
			return;
		}
		String name = this.authorizer.getClass().getName();
		String node = this.candidate.identity().toShortString();
		if (this.failureWarning.isTime()) {
			logger.warn("Authorizer {} failed, and node {} is refused; logged at most once a minute", name, node,
					failure);
		}
		else {
			logger.debug("Authorizer {} failed, and node {} is refused: {}", name, node, HookName.of(failure));
		}
	}

}
