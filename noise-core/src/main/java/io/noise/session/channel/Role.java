package io.noise.session.channel;

/**
 * Which end of a connection a node is.
 */
public enum Role {

	/** The end that dialled. */
	INITIATOR,

	/** The end that was dialled. */
	RESPONDER

}
