package io.noise;

/**
 * The direction in which a connection was dialled.
 */
public enum Direction {

	/** The remote node dialled this one. */
	INBOUND,

	/** This node dialled the remote one. */
	OUTBOUND

}
