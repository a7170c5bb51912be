package io.noise.queue;

import java.time.Duration;
import java.util.List;

import io.noise.NoiseException;
import io.noise.NotSentException;
import io.noise.Refusal;
import io.noise.UnknownOutcomeException;
import io.noise.concurrent.NodeFuture.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Completes the futures of sent messages.
 */
public final class Completions {

	private final String peer;

	/**
	 * Creates the completions of a connection.
	 * @param peer the id of its peer
	 */
	Completions(String peer) {
		this.peer = peer;
	}

	/** Creates the exception for a message that was withdrawn at its time limit. */
	public static NotSentException timeLimit() {
		return new NotSentException(
				"message: withdrawn, because it was not begun within the send timeout; the peer does not read", null);
	}

	void written(List<QueuedMessage> messages) {
		complete(messages, null);
	}

	void withdrawn(List<QueuedMessage> messages) {
		complete(messages, messages.isEmpty() ? null : timeLimit());
	}

	/** Fails messages of which nothing was accepted for the stall timeout. */
	void stalled(List<QueuedMessage> messages, Duration timeout) {
		complete(messages, new UnknownOutcomeException("message: begun, and then the peer read nothing for " + timeout
				+ ", " + Refusal.STALL_TIMEOUT.property().orElseThrow(), null));
	}

	/** Fails messages whose connection has ended, or is about to. */
	void notSent(List<QueuedMessage> messages, String why) {
		complete(messages, new NotSentException("message: not sent, " + why, null, this.peer));
	}

	/** Fails messages that were being sent when the connection was lost. */
	void lost(List<QueuedMessage> messages, Throwable cause) {
		complete(messages, new UnknownOutcomeException(
				"message: being sent when the connection was lost (expected: to repeat it only if a duplicate does no harm)",
				cause, this.peer));
	}

	/**
	 * Fails messages of which the last could not be encoded, so that none was written.
	 */
	void notEncoded(List<QueuedMessage> messages, Throwable cause) {
		int last = messages.size() - 1;
		messages.forEach(QueuedMessage::letGo);
		complete(messages.subList(0, last),
				new NotSentException("message: not sent, the one after it could not be encoded: " + cause, cause));
		complete(messages.subList(last, last + 1), new NotSentException("message: not encoded: " + cause, cause));
	}

	private static void complete(List<QueuedMessage> messages, @Nullable NoiseException failure) {
		if (!messages.isEmpty()) {
			Outcome<Void> outcome = Outcome.of(null, failure);
			messages.forEach((message) -> message.tell(outcome));
		}
	}

}
