package io.noise;

import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with an address that a node keeps connected to, at one moment.
 *
 * @param address the address as it was given
 * @param state what the node is doing about it
 * @param nextAttempt when it is dialled again, in state {@link State#BACKOFF}
 * @param lastError why there is no connection: why the last dial failed, or that the
 * connection was {@linkplain DialException.Reason#LOST lost}; empty while connected
 * @param lastMessage the same in words; empty while connected
 */
public record KeptConnection(String address, State state, Optional<Instant> nextAttempt,
		Optional<DialException.Reason> lastError, Optional<String> lastMessage) {

	/**
	 * How it stands with an address, without words.
	 * @param address the address as it was given
	 * @param state what the node is doing about it
	 * @param nextAttempt when it is dialled again, in state {@link State#BACKOFF}
	 * @param lastError why there is no connection
	 */
	public KeptConnection(String address, State state, Optional<Instant> nextAttempt,
			Optional<DialException.Reason> lastError) {
		this(address, state, nextAttempt, lastError, Optional.empty());
	}

	/**
	 * What a node does about an address.
	 */
	public enum State {

		/** There is a peer, whose hooks may still run; nothing is to be done. */
		CONNECTED,

		/** It is being dialled. */
		DIALING,

		/** It will be dialled after a pause. */
		BACKOFF

	}

}
