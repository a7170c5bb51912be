package io.noise.session.channel;

/**
 * The end of a connection that a node is.
 */
public enum Role {

	/** The end that dialled. */
	INITIATOR,

	/** The end that was dialled. */
	RESPONDER

}
