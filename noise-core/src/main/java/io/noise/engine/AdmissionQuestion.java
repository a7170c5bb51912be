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
 * One question to the authorizer: answered once, by it or by the end of its time.
 */
final class AdmissionQuestion implements Runnable {

	/** What comes of it. */
	enum Answer {

		/** The node is welcome. */
		WELCOME,

		/** The authorizer does not want it, or failed. */
		REFUSED,

		/** There was no answer in time. */
		LATE,

		/** The node has hung up, which is nobody's refusal. */
		GONE

	}

	private static final Logger logger = LoggerFactory.getLogger(AdmissionQuestion.class);

	private final PeerAuthorizer authorizer;

	private final Candidate candidate;

	private final LogThrottle failureWarning;

	private final CompletableFuture<Answer> answer = new CompletableFuture<>();

	private final Object lock = new Object();

	/** The one that is to be interrupted if it takes too long. Guarded by the lock. */
	private @Nullable Thread asking;

	/**
	 * A question.
	 * @param authorizer whom to ask
	 * @param candidate about whom
	 * @param failureWarning when to warn of an authorizer that fails
	 */
	AdmissionQuestion(PeerAuthorizer authorizer, Candidate candidate, LogThrottle failureWarning) {
		this.authorizer = authorizer;
		this.candidate = candidate;
		this.failureWarning = failureWarning;
	}

	/**
	 * Lets the time run.
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
			// An interrupt was meant for the authorizer, not for what comes next.
			Thread.interrupted();
		}
	}

	/**
	 * Waits for the answer no longer, and has the authorizer stop.
	 * @param why what to answer in its place
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

	/** What was interrupted because it was late has been told of already. */
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
