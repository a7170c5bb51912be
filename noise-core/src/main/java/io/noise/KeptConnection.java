package io.noise;

import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with an address that a node keeps connected to, at one moment.
 *
 * @param address the address as it was given
 * @param state what the node is doing about it
 * @param nextAttempt when it is dialled again, in state {@link State#BACKOFF}
 * @param lastError why the last dial failed; empty after a success
 */
public record KeptConnection(String address, State state, Optional<Instant> nextAttempt,
		Optional<DialException.Reason> lastError) {

	/**
	 * What a node does about an address.
	 */
	public enum State {

		/** It is connected, and nothing is to be done. */
		CONNECTED,

		/** It is being dialled. */
		DIALING,

		/** It will be dialled after a pause. */
		BACKOFF

	}

}
