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
 * Signs that the other end of a connection speaks another kind of session.
 *
 * @param words the signs, with the kinds of session as far as they are known
 * @param certain whether the other end's bytes prove it
 */
record ConnectionMismatch(String words, boolean certain) {

	/**
	 * Returns the failure of a dial that ended so.
	 */
	SessionException failure() {
		return new SessionException(Fault.FOREIGN, this.words);
	}

	/**
	 * Returns the signs in the failure of a connection or a dial; empty if there are
	 * none.
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
	 * Names the kinds of session of a listener that waits for the dialler's first bytes,
	 * which a plain dialler never sends.
	 */
	static String mayBeOthers(String own) {
		return "(this side speaks session " + own + "; it may speak secure, legacy or tls)";
	}

	/**
	 * Returns the signs in the end of a connection whose cause shows none; empty if there
	 * are none.
	 * @param session this end's kind of session
	 * @param why the reason of the end; null where that is not known
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
				.of(new ConnectionMismatch("no byte arrived within the handshake timeout (this side speaks session "
						+ session + "; the other one may speak plain, and wait for this one to begin)", false));
		}
		if (accepted && !established && traffic.hasSent() && cause != null) {
			// The other end has closed it after this end's first bytes.
			return Optional.of(new ConnectionMismatch(String.valueOf(cause.getMessage()), false));
		}
		if (!accepted && established && (why == DisconnectReason.REMOTE || why == DisconnectReason.CONNECTION_LOST)) {
			return Optional.of(new ConnectionMismatch(
					"the other side closed the connection and never sent a byte " + mayBeOthers(session), false));
		}
		return Optional.empty();
	}

}
