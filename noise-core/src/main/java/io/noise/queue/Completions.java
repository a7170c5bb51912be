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
 * Tells the senders of messages what became of them.
 */
public final class Completions {

	private final String peer;

	/**
	 * Makes one for a connection.
	 * @param peer the id of its peer
	 */
	Completions(String peer) {
		this.peer = peer;
	}

	/** The limit on time, for a message that was withdrawn. */
	public static NotSentException timeLimit() {
		return new NotSentException("message: withdrawn, not begun within the send timeout; the peer does not read",
				null);
	}

	void written(List<QueuedMessage> messages) {
		complete(messages, null);
	}

	void withdrawn(List<QueuedMessage> messages) {
		complete(messages, messages.isEmpty() ? null : timeLimit());
	}

	/** They have begun, and the other end takes nothing. */
	void stalled(List<QueuedMessage> messages, Duration timeout) {
		complete(messages, new UnknownOutcomeException("message: begun, and nothing was taken by the peer for "
				+ timeout + ", " + Refusal.STALL_TIMEOUT.property().orElseThrow(), null));
	}

	/** The connection is gone, or about to be. */
	void notSent(List<QueuedMessage> messages, String why) {
		complete(messages, new NotSentException("message: not sent, " + why, null, this.peer));
	}

	/** The connection was lost while they were on their way. */
	void lost(List<QueuedMessage> messages, Throwable cause) {
		complete(messages, new UnknownOutcomeException(
				"message: on its way when the connection was lost (expected: to repeat it only if that does no harm)",
				cause, this.peer));
	}

	/** The last of them could not be encoded, and so none was written. */
	void notEncoded(List<QueuedMessage> messages, Throwable cause) {
		int last = messages.size() - 1;
		messages.forEach(QueuedMessage::letGo);
		complete(messages.subList(0, last),
				new NotSentException("message: not sent, the one behind it could not be encoded: " + cause, cause));
		complete(messages.subList(last, last + 1), new NotSentException("message: not encoded: " + cause, cause));
	}

	private static void complete(List<QueuedMessage> messages, @Nullable NoiseException failure) {
		if (!messages.isEmpty()) {
			Outcome<Void> outcome = Outcome.of(null, failure);
			messages.forEach((message) -> message.tell(outcome));
		}
	}

}
