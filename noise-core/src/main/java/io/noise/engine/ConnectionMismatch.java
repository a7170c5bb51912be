package io.noise.engine;

import java.util.Optional;

import io.noise.Direction;
import io.noise.DisconnectReason;
import io.noise.message.DisconnectException;
import io.noise.session.channel.MismatchException;
import io.noise.session.channel.SessionException;
import io.noise.session.channel.SessionException.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that the other end of a connection speaks another kind of session.
 *
 * @param words what was seen, with the kinds as far as it tells them
 * @param certain whether bytes of the other end tell it
 */
record ConnectionMismatch(String words, boolean certain) {

	/**
	 * The same, as what a dial has failed with.
	 */
	SessionException failure() {
		return new SessionException(Fault.FOREIGN, this.words);
	}

	/**
	 * Judges by what a connection, or a dial, has failed with.
	 */
	static Optional<ConnectionMismatch> of(@Nullable Throwable cause) {
		if (cause instanceof MismatchException) {
			return Optional.of(new ConnectionMismatch(String.valueOf(cause.getMessage()), true));
		}
		if (cause instanceof SessionException session && session.fault() == Fault.FOREIGN) {
			String words = String.valueOf(cause.getMessage());
			return Optional.of(new ConnectionMismatch(words, words.startsWith("first bytes")));
		}
		if (cause instanceof DisconnectException refused && refused.suspicion() != null) {
			return Optional.of(new ConnectionMismatch(refused.suspicion(), false));
		}
		return Optional.empty();
	}

	/**
	 * Words for the kinds of session that wait for this end to begin.
	 */
	static String mayBeOthers(String own) {
		return "(this side speaks session " + own + "; it may speak secure, legacy or tls)";
	}

	/**
	 * Judges by how a connection has ended, where its cause tells nothing.
	 * @param session the kind of this end
	 * @param why why it has ended, null where that is not known
	 * @param established whether there was a session, as this end sees it
	 */
	static Optional<ConnectionMismatch> ofEnd(String session, Direction direction, @Nullable DisconnectReason why,
			@Nullable Throwable cause, ConnectionTraffic traffic, boolean established) {
		if (traffic.hasReceived()) {
			return Optional.empty();
		}
		boolean accepted = direction == Direction.INBOUND;
		if (accepted && !established && why == DisconnectReason.IDLE) {
			return Optional
				.of(new ConnectionMismatch("not a byte came within the handshake timeout (this side speaks session "
						+ session + "; the other one may speak plain, and wait for this one to begin)", false));
		}
		if (accepted && !established && traffic.hasSent() && cause != null) {
			// It was greeted, and did not like that.
			return Optional.of(new ConnectionMismatch(String.valueOf(cause.getMessage()), false));
		}
		if (!accepted && established && (why == DisconnectReason.REMOTE || why == DisconnectReason.CONNECTION_LOST)) {
			return Optional.of(new ConnectionMismatch(
					"the other side hung up and has never sent a byte " + mayBeOthers(session), false));
		}
		return Optional.empty();
	}

}
