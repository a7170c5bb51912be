package io.noise;

import java.util.Locale;

/**
 * Why a node did not let a connection become a peer. All but the last two are limits of
 * {@link Limits}; by these names they are counted in {@link NodeStats#refusals()}.
 */
public enum Refusal {

	/** Too many peers that dialled us. */
	MAX_INBOUND,

	/** Too many peers that we dialled. */
	MAX_OUTBOUND,

	/** Too many connections from one address. */
	MAX_PER_ADDRESS,

	/** Too many connections from one IPv6 network. */
	MAX_PER_NETWORK,

	/** Connections from one address came too fast. */
	ACCEPT_RATE,

	/** Connections came too fast. */
	HANDSHAKE_RATE,

	/** Closed to make room for newer ones, before it was a peer. */
	MAX_PENDING_HANDSHAKES,

	/** Too many dials wait for their turn. */
	MAX_WAITING_DIALS,

	/** Not a node that is trusted, or not the one that was dialled. */
	NOT_TRUSTED,

	/** The authorizer refused, failed, took too long or was too busy. */
	NOT_AUTHORIZED;

	/**
	 * The property of Spring applications that sets the limit.
	 */
	String property() {
		return "noise.limits." + name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
