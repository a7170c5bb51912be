package io.noise;

import java.util.Objects;

/**
 * The reason that the other side gave when it closed a connection.
 *
 * @param reason the reason as the other side sees it: {@link DisconnectReason#LOCAL} if
 * its application closed the connection, {@link DisconnectReason#DECODE} if it could not
 * decode a message of this side; {@link DisconnectReason#REMOTE} if this version does not
 * know the reason
 * @param words a description, at most 64 printable characters; may be empty. The other
 * side wrote it, so it proves nothing
 */
public record RemoteReason(DisconnectReason reason, String words) {

	/**
	 * Creates a reason.
	 * @param reason the reason
	 * @param words a description
	 */
	public RemoteReason {
		Objects.requireNonNull(reason, "reason: null (expected: why the other side closed the connection)");
		Objects.requireNonNull(words, "words: null (expected: a text, which may be empty)");
	}

	/**
	 * Formats the reason for logs and messages.
	 * @return the reason, followed by the words if there are any
	 */
	@Override
	public String toString() {
		return this.words.isEmpty() ? this.reason.toString() : this.reason + ": " + this.words;
	}

}
