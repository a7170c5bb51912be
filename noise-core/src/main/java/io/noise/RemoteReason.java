package io.noise;

import java.util.Objects;

/**
 * What the other side said when it closed a connection.
 *
 * @param reason why, as the other side sees it: {@link DisconnectReason#LOCAL} where its
 * application wanted it, {@link DisconnectReason#DECODE} where it could not decode a
 * message of this side; {@link DisconnectReason#REMOTE} for a reason that this version
 * does not know
 * @param words more about it, at most 64 printable characters; empty if it said no more.
 * They are the other side's, and prove nothing
 */
public record RemoteReason(DisconnectReason reason, String words) {

	/**
	 * A reason.
	 * @param reason why
	 * @param words more about it
	 */
	public RemoteReason {
		Objects.requireNonNull(reason, "reason: null (expected: why the other side closed the connection)");
		Objects.requireNonNull(words, "words: null (expected: a text, which may be empty)");
	}

	/**
	 * For logs and messages.
	 * @return the reason, and behind it the words if there are any
	 */
	@Override
	public String toString() {
		return this.words.isEmpty() ? this.reason.toString() : this.reason + ": " + this.words;
	}

}
