package io.noise;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of an address that a node keeps connected to, at one moment.
 *
 * @param address the address as it was given
 * @param state the state of the connection
 * @param nextAttempt the time of the next dial, in state {@link State#BACKOFF}
 * @param lastError the reason for which there is no connection: that of the last dial, or
 * {@link DialException.Reason#LOST}; empty while connected
 * @param lastMessage that reason in words; empty while connected
 */
public record KeptConnection(String address, State state, Optional<Instant> nextAttempt,
		Optional<DialException.Reason> lastError, Optional<String> lastMessage) {

	/**
	 * Creates a state without a message.
	 * @param address the address as it was given
	 * @param state the state of the connection
	 * @param nextAttempt the time of the next dial
	 * @param lastError the reason for which there is no connection
	 */
	public KeptConnection(String address, State state, Optional<Instant> nextAttempt,
			Optional<DialException.Reason> lastError) {
		this(address, state, nextAttempt, lastError, Optional.empty());
	}

	/**
	 * The states of an address that is kept connected.
	 */
	public enum State {

		/** There is a peer, whose hooks may still run. */
		CONNECTED,

		/** The node is dialling the address. */
		DIALING,

		/** The node waits before it dials again. */
		BACKOFF

	}

}
