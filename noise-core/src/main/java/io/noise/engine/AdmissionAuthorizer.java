package io.noise.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import io.noise.PeerAuthorizer;
import io.noise.PeerAuthorizer.Candidate;
import io.noise.Refusal;
import io.noise.engine.AdmissionQuestion.Answer;
import io.noise.identity.NodeId;
import io.noise.limit.LogThrottle;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application's authorizer about nodes, a bounded number of questions at a time.
 */
final class AdmissionAuthorizer {

	/** Bounds the threads that an authorizer which does not return can occupy. */
	private static final int MAX_QUESTIONS = 64;

	private final @Nullable PeerAuthorizer authorizer;

	private final Duration timeout;

	private final Executor executor;

	private final AdmissionRefusals refusals;

	private final AtomicInteger questions = new AtomicInteger();

	private final LogThrottle failureWarning;

	/**
	 * Creates it for a node without connections.
	 * @param authorizer decides; null to admit all nodes
	 * @param timeout the time that it has for a decision
	 * @param executor runs it
	 * @param refusals counts and words refusals
	 * @param clock the time for its warnings
	 */
	AdmissionAuthorizer(@Nullable PeerAuthorizer authorizer, Duration timeout, Executor executor,
			AdmissionRefusals refusals, LongSupplier clock) {
		this.authorizer = authorizer;
		this.timeout = timeout;
		this.executor = executor;
		this.refusals = refusals;
		this.failureWarning = new LogThrottle(clock);
	}

	/**
	 * Asks about a node. On the event loop of its connection.
	 * @return completed by any thread if the node is welcome; fails with a
	 * {@link SessionException} otherwise
	 */
	CompletableFuture<Void> ask(Connection connection, NodeId proven) {
		if (this.authorizer == null) {
			return CompletableFuture.completedFuture(null);
		}
		if (this.questions.incrementAndGet() > MAX_QUESTIONS) {
			this.questions.decrementAndGet();
			this.refusals.count(connection, Refusal.NOT_AUTHORIZED,
					"the authorizer is busy with " + MAX_QUESTIONS + " others");
			return CompletableFuture.failedFuture(new SessionException(Fault.LIMIT, "the authorizer is busy"));
		}
		AdmissionQuestion question = new AdmissionQuestion(this.authorizer,
				new Candidate(proven, connection.remoteAddress(), connection.direction()), this.failureWarning);
		this.executor.execute(() -> {
			try {
				question.run();
			}
			finally {
				this.questions.decrementAndGet();
			}
		});
		connection.closed().thenRun(() -> question.giveUp(Answer.GONE));
		return question.within(this.timeout, connection.eventLoop())
			.thenAccept((answer) -> judge(connection, proven, answer));
	}

	private void judge(Connection connection, NodeId proven, Answer answer) {
		switch (answer) {
			case WELCOME -> {
			}
			case GONE -> throw new SessionException(Fault.CUT, "the other side has disconnected");
			case LATE -> throw this.refusals.refuse(connection, proven, Refusal.NOT_AUTHORIZED,
					"not decided on in time by the authorizer");
			case REFUSED ->
				throw this.refusals.refuse(connection, proven, Refusal.NOT_AUTHORIZED, "refused by the authorizer");
		}
	}

}
